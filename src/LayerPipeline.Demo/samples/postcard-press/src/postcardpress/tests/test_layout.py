import pytest

from postcardpress import Card, set_lines
from postcardpress.metrics import text_width


def test_no_line_is_wider_than_the_card():
    card = Card("The weather holds and the boats are back in the harbour before noon. " * 3)
    room = card.width - 2 * card.margin
    assert all(text_width(line.text, card.font, card.size) <= room for line in set_lines(card))


def test_no_word_is_lost():
    card = Card("one two three " * 20)
    assert " ".join(line.text for line in set_lines(card)).split() == card.text.split()


@pytest.mark.parametrize("font", ["harbour-serif", "harbour-mono"])
def test_every_font_has_a_default_width(font):
    assert text_width("☃", font, 1000) == 500
