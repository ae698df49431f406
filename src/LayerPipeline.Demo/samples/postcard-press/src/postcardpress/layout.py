"""Breaks a text into lines."""

from __future__ import annotations

from dataclasses import dataclass

from postcardpress.metrics import text_width


@dataclass(frozen=True)
class Card:
    """A text and the card it is set on; lengths in points."""

    text: str
    font: str = "harbour-serif"
    size: float = 14
    width: float = 420
    height: float = 298
    margin: float = 28


@dataclass(frozen=True)
class Line:
    """One line and where its baseline begins."""

    text: str
    x: float
    y: float


def set_lines(card: Card, leading: float = 1.3) -> list[Line]:
    """Fills lines word by word."""
    room = card.width - 2 * card.margin
    lines: list[str] = []
    for word in card.text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, card.font, card.size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    step = card.size * leading
    return [Line(text, card.margin, card.margin + step * (number + 1)) for number, text in enumerate(lines)]
