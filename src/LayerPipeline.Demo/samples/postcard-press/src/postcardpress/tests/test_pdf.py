import pytest

from postcardpress import Card


def test_a_card_is_one_page():
    pdf = pytest.importorskip("postcardpress.pdf", reason="needs the extra pdf")
    assert pdf.to_pdf(Card("Greetings")).startswith(b"%PDF-")
