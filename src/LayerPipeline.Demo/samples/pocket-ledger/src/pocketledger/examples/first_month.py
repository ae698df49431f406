"""Imports a bank's export and prints the statement."""

from pathlib import Path

from pocketledger import Journal
from pocketledger.bank_csv import import_rows
from pocketledger.periods import Period
from pocketledger.statements import render_statement

journal = Journal()
with (Path(__file__).parent / "january.csv").open(encoding="utf-8", newline="") as lines:
    import_rows(journal, lines, {"Salary": "salary", "Rent": "rent", "Tram pass": "transport"})
print(render_statement(journal, Period.month(2026, 1), "A. Reader"))
