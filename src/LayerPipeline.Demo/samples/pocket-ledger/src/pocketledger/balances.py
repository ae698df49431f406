"""The trial balance: every account's sum in a period."""

from __future__ import annotations

from pocketledger.journal import Journal
from pocketledger.money import Money
from pocketledger.periods import Period


def trial_balance(journal: Journal, period: Period | None = None) -> dict[tuple[str, str], Money]:
    """Sums by account and currency; together they are zero in every currency."""
    sums: dict[tuple[str, str], int] = {}
    for entry in journal:
        if period is not None and entry.day not in period:
            continue
        for account, amount in entry.postings.items():
            key = (account, amount.code)
            sums[key] = sums.get(key, 0) + amount.minor_units
    return {key: Money.from_minor_units(units, key[1]) for key, units in sorted(sums.items())}
