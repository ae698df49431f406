"""The ``pocket-ledger`` command."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from pocketledger import __version__
from pocketledger.bank_csv import import_rows
from pocketledger.balances import trial_balance
from pocketledger.journal import Journal


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the trial balance of a bank's export."""
    parser = argparse.ArgumentParser(prog="pocket-ledger", description="Trial balance of a bank's CSV export.")
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    parser.add_argument("file", help="CSV with the columns date, text, amount, currency")
    options = parser.parse_args(arguments)

    journal = Journal()
    with open(options.file, encoding="utf-8", newline="") as lines:
        import_rows(journal, lines, accounts={})
    for (account, _), amount in trial_balance(journal).items():
        print(f"{account:<24}{str(amount):>20}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
