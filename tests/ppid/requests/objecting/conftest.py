from ..asking.conftest import nobody_is_too_quick, patience

__all__ = ["nobody_is_too_quick", "patience"]
