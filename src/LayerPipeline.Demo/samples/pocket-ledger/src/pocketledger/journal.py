"""The journal: entries in the order they were posted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import tracelight

from pocketledger.errors import UnbalancedEntryError
from pocketledger.money import Money


@dataclass(frozen=True)
class Entry:
    """Postings to two or more accounts that add up to zero in every currency."""

    day: date
    text: str
    postings: Mapping[str, Money]

    def __post_init__(self) -> None:
        sums: dict[str, int] = {}
        for amount in self.postings.values():
            sums[amount.code] = sums.get(amount.code, 0) + amount.minor_units
        for code, units in sums.items():
            if units:
                raise UnbalancedEntryError(self.text, Money.from_minor_units(units, code))


class Journal:
    """Entries, and the balances that follow from them."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def post(self, day: date | str, text: str, postings: Mapping[str, Money]) -> Entry:
        """Adds an entry; a date may be given in ISO form."""
        with tracelight.span("ledger.post"):
            when = date.fromisoformat(day) if isinstance(day, str) else day
            entry = Entry(when, text, dict(postings))
            self._entries.append(entry)
            return entry

    def accounts(self) -> list[str]:
        """The accounts that were posted to, sorted."""
        return sorted({account for entry in self for account in entry.postings})

    def balance(self, account: str, code: str = "EUR") -> Money:
        """What an account holds in one currency."""
        units = sum(
            amount.minor_units
            for entry in self
            for name, amount in entry.postings.items()
            if name == account and amount.code == code
        )
        return Money.from_minor_units(units, code)
