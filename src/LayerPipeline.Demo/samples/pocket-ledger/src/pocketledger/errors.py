"""What can go wrong with a book."""


class LedgerError(Exception):
    """The base of this package's errors."""


class UnknownCurrencyError(LedgerError, LookupError):
    """A currency code that ISO 4217 does not have, or that we do not carry."""

    def __init__(self, code: str) -> None:
        super().__init__(f"unknown currency: {code!r}")
        self.code = code


class UnbalancedEntryError(LedgerError, ValueError):
    """An entry whose postings do not add up to zero."""

    def __init__(self, text: str, difference: object) -> None:
        super().__init__(f"{text!r} is out of balance by {difference}")
        self.difference = difference
