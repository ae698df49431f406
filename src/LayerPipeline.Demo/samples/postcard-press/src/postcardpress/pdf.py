"""Cards as PDF: needs the extra ``pdf``."""

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from postcardpress.layout import Card, set_lines


def to_pdf(card: Card) -> bytes:
    """The card as a PDF document of one page."""
    document = BytesIO()
    canvas = Canvas(document, pagesize=(card.width, card.height))
    canvas.setFont("Times-Roman", card.size)
    for line in set_lines(card):
        canvas.drawString(line.x, card.height - line.y, line.text)
    canvas.save()
    return document.getvalue()
