"""Amounts of money that never lose a cent."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pocketledger._rounding import share, to_minor_units
from pocketledger.currencies import currency


@dataclass(frozen=True, init=False)
class Money:
    """An exact amount in one currency, kept in the currency's smallest unit."""

    minor_units: int
    code: str

    def __init__(self, amount: Decimal | int | str, code: str) -> None:
        object.__setattr__(self, "minor_units", to_minor_units(Decimal(amount), currency(code).digits))
        object.__setattr__(self, "code", code)

    @classmethod
    def from_minor_units(cls, minor_units: int, code: str) -> Money:
        """Money from cents, pence, ..."""
        return cls(Decimal(minor_units).scaleb(-currency(code).digits), code)

    @property
    def amount(self) -> Decimal:
        """The amount in the currency's main unit."""
        return Decimal(self.minor_units).scaleb(-currency(self.code).digits)

    def split(self, parts: int) -> list[Money]:
        """Near-equal parts that add up to this amount again."""
        return [Money.from_minor_units(units, self.code) for units in share(self.minor_units, parts)]

    def __add__(self, other: Money) -> Money:
        if self.code != other.code:
            raise ValueError(f"cannot add {other.code} to {self.code}")
        return Money.from_minor_units(self.minor_units + other.minor_units, self.code)

    def __neg__(self) -> Money:
        return Money.from_minor_units(-self.minor_units, self.code)

    def __str__(self) -> str:
        return f"{self.amount:,.{currency(self.code).digits}f} {self.code}"
