"""Cards as SVG."""

from xml.sax.saxutils import escape

from postcardpress.layout import Card, set_lines


def to_svg(card: Card) -> str:
    """The card as an SVG document."""
    lines = "".join(f'<text x="{line.x:g}" y="{line.y:g}">{escape(line.text)}</text>' for line in set_lines(card))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{card.width:g}pt" height="{card.height:g}pt" '
        f'font-family="{escape(card.font)}" font-size="{card.size:g}">{lines}</svg>'
    )
