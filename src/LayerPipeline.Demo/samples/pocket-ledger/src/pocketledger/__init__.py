"""Double-entry bookkeeping for small books."""

from pocketledger.accounts import Account, load_chart
from pocketledger.currencies import CURRENCIES, Currency
from pocketledger.errors import LedgerError, UnbalancedEntryError, UnknownCurrencyError
from pocketledger.journal import Entry, Journal
from pocketledger.money import Money

__all__ = [
    "CURRENCIES",
    "Account",
    "Currency",
    "Entry",
    "Journal",
    "LedgerError",
    "Money",
    "UnbalancedEntryError",
    "UnknownCurrencyError",
    "load_chart",
]
__version__ = "1.4.0"
