"""Rounding to a currency's smallest unit.

The accelerated build replaces this module with one compiled from _rounding.pyx.
"""

from decimal import ROUND_HALF_EVEN, Decimal


def to_minor_units(amount: Decimal, digits: int) -> int:
    """The amount in cents, pence, ...: banker's rounding."""
    return int(amount.scaleb(digits).to_integral_value(ROUND_HALF_EVEN))


def share(total: int, parts: int) -> list[int]:
    """Splits minor units into near-equal parts that add up to the total again."""
    quotient, rest = divmod(total, parts)
    return [quotient + 1] * rest + [quotient] * (parts - rest)
