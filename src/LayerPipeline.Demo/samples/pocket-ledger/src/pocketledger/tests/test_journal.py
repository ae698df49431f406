import pytest

from pocketledger import Money, UnbalancedEntryError


def test_a_balance_is_the_sum_of_postings(journal):
    assert journal.balance("bank") == Money("180", "EUR")


def test_accounts_are_sorted(journal):
    assert journal.accounts() == ["bank", "equity", "rent"]


def test_an_entry_out_of_balance_is_refused(journal):
    with pytest.raises(UnbalancedEntryError) as refused:
        journal.post("2026-01-04", "Typo", {"bank": Money("-10", "EUR"), "groceries": Money("1", "EUR")})
    assert refused.value.difference == Money("-9", "EUR")
    assert len(journal) == 2
