import pytest

from checkdigit import damm_check_digit, luhn_check_digit, mod97_check_digits


@pytest.mark.parametrize(
    ("rule", "digits", "expected"),
    [
        (luhn_check_digit, "7992739871", "3"),
        (damm_check_digit, "572", "4"),
        (mod97_check_digits, "794", "44"),
    ],
)
def test_the_textbook_examples(rule, digits, expected):
    assert rule(digits) == expected


@pytest.mark.parametrize("rule", [luhn_check_digit, damm_check_digit, mod97_check_digits])
def test_letters_are_refused(rule):
    with pytest.raises(ValueError, match="position 1"):
        rule("1x3")
