"""Reads what banks export."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping

from pocketledger.journal import Journal
from pocketledger.money import Money


def import_rows(journal: Journal, lines: Iterable[str], accounts: Mapping[str, str], bank: str = "bank") -> int:
    """Posts each row (``date,text,amount,currency``) against the account its text is mapped to; returns the count."""
    count = 0
    for row in csv.DictReader(lines):
        amount = Money(row["amount"], row["currency"])
        other = accounts.get(row["text"], "unsorted")
        journal.post(row["date"], row["text"], {bank: amount, other: -amount})
        count += 1
    return count
