from pocketledger.accounts import load_chart
from pocketledger.periods import Period
from pocketledger.statements import render_statement


def test_a_statement_names_its_holder_and_sums(journal):
    text = render_statement(journal, Period.quarter(2026, 1), "A. Reader")
    assert "Statement for A. Reader" in text
    assert "180.00 EUR" in text


def test_charts_have_distinct_numbers():
    for name in ("household", "small-business"):
        numbers = [account.number for account in load_chart(name)]
        assert len(numbers) == len(set(numbers))


def test_a_reference_carries_its_check_digit():
    assert load_chart("household")[0].reference == "1000-9"
