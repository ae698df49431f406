from pathlib import Path

import pytest

from pocketledger import Journal, Money


@pytest.fixture
def journal() -> Journal:
    book = Journal()
    book.post("2026-01-01", "Opening balance", {"bank": Money("500", "EUR"), "equity": Money("-500", "EUR")})
    book.post("2026-01-03", "Rent", {"rent": Money("320", "EUR"), "bank": Money("-320", "EUR")})
    return book


@pytest.fixture
def bank_export() -> Path:
    return Path(__file__).parent / "data" / "bank_export.csv"
