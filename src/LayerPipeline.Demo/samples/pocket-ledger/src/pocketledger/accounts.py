"""Accounts and charts of accounts."""

import json
from dataclasses import dataclass
from importlib import resources

from pocketledger.errors import LedgerError

try:
    from checkdigit import luhn_check_digit
except ImportError:
    from pocketledger._check_digits import luhn_check_digit


@dataclass(frozen=True)
class Account:
    """One account of a chart."""

    number: str
    name: str
    kind: str

    @property
    def reference(self) -> str:
        """The number with its check digit, as printed on a payment slip."""
        return f"{self.number}-{luhn_check_digit(self.number)}"


def load_chart(name: str) -> list[Account]:
    """One of the charts that come with this package: ``household`` or ``small-business``."""
    chart = resources.files(__package__) / "data" / "charts" / f"{name}.json"
    if not chart.is_file():
        raise LedgerError(f"no chart of accounts is named {name!r}")
    return [Account(**row) for row in json.loads(chart.read_text(encoding="utf-8"))]
