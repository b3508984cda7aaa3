"""The pieces that the body of every page is made of; one module per family. There is no raw HTML block."""

from .body import BlocksInCode, BodyBlock, BodyField, body_field

__all__ = ["BlocksInCode", "BodyBlock", "BodyField", "body_field"]
