"""Widths of letters."""

import json
from functools import cache
from importlib import resources


@cache
def widths(font: str) -> dict[str, int]:
    """Letter widths of a font that comes with this package, in thousandths of its size."""
    return json.loads((resources.files(__package__) / "fonts" / f"{font}.json").read_text(encoding="utf-8"))


def text_width(text: str, font: str, size: float) -> float:
    """A text's width in points."""
    table = widths(font)
    return sum(table.get(letter, table["default"]) for letter in text) * size / 1000
