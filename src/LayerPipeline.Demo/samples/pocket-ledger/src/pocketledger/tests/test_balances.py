from pocketledger import Money
from pocketledger.balances import trial_balance
from pocketledger.bank_csv import import_rows
from pocketledger.periods import Period


def test_a_trial_balance_adds_up_to_zero(journal):
    assert sum(amount.minor_units for amount in trial_balance(journal).values()) == 0


def test_a_period_leaves_other_days_out(journal):
    assert trial_balance(journal, Period.month(2026, 2)) == {}


def test_a_banks_export_is_read_to_its_end(journal, bank_export):
    with bank_export.open(encoding="utf-8", newline="") as lines:
        assert import_rows(journal, lines, {"Rent": "rent"}) == 480
    assert journal.balance("rent") == Money("320", "EUR") + Money("9840", "EUR")
