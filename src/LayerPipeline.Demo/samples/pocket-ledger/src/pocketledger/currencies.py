"""The currencies of ISO 4217 that people keep pocket books in."""

import csv
from dataclasses import dataclass
from pathlib import Path

from pocketledger.errors import UnknownCurrencyError

_TABLE = Path(__file__).parent / "data" / "currencies.csv"


@dataclass(frozen=True)
class Currency:
    """One currency: its code, name, and the digits after the decimal point."""

    code: str
    number: str
    digits: int
    name: str


def _read_table() -> dict[str, Currency]:
    with _TABLE.open(encoding="utf-8", newline="") as lines:
        return {
            row["code"]: Currency(row["code"], row["number"], int(row["digits"]), row["name"])
            for row in csv.DictReader(lines)
        }


# Every amount needs its currency's digits, so the table is read once, at import.
CURRENCIES = _read_table()


def currency(code: str) -> Currency:
    """The currency with this code."""
    try:
        return CURRENCIES[code]
    except KeyError:
        raise UnknownCurrencyError(code) from None
