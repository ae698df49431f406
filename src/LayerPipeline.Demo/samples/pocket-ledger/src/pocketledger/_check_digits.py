"""Check digits without the compiled package."""


def luhn_check_digit(digits: str) -> str:
    """The digit that makes ``digits`` valid by Luhn's rule (ISO/IEC 7812-1)."""
    total = 0
    for position, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if position % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)
