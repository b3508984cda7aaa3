"""The pieces that the body of every page is made of; one module per family. There is no raw HTML block."""

from .body import BodyBlock, BodyField, body_field

__all__ = ["BodyBlock", "BodyField", "body_field"]
