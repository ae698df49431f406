import pytest

from pocketledger import Money, UnknownCurrencyError


@pytest.mark.parametrize(
    ("amount", "code", "text"),
    [
        ("1234.5", "EUR", "1,234.50 EUR"),
        ("1234.5", "JPY", "1,234 JPY"),
        ("1.2345", "KWD", "1.234 KWD"),
        ("-0.005", "USD", "0.00 USD"),
    ],
)
def test_amounts_have_their_currencys_digits(amount, code, text):
    assert str(Money(amount, code)) == text


def test_a_split_loses_nothing():
    parts = Money("100", "EUR").split(3)
    assert [part.minor_units for part in parts] == [3334, 3333, 3333]


def test_currencies_are_not_mixed():
    with pytest.raises(ValueError, match="cannot add USD to EUR"):
        Money("1", "EUR") + Money("1", "USD")


def test_an_unknown_currency_is_named():
    with pytest.raises(UnknownCurrencyError, match="XXQ"):
        Money("1", "XXQ")
