"""Sets short texts on postcards."""

from postcardpress.layout import Card, Line, set_lines
from postcardpress.svg import to_svg

__all__ = ["Card", "Line", "set_lines", "to_svg"]
__version__ = "0.8.1"
