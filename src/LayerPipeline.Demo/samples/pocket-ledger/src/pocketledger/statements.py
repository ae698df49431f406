"""Statements of account as plain text."""

from importlib import resources
from string import Template

from pocketledger.balances import trial_balance
from pocketledger.journal import Journal
from pocketledger.periods import Period


def render_statement(journal: Journal, period: Period, holder: str) -> str:
    """The statement that is sent to the account's holder."""
    # Most programs never print a statement, so the template is read when one is.
    template = (resources.files(__package__) / "templates" / "statement.txt").read_text(encoding="utf-8")
    lines = [f"{account:<24}{str(amount):>20}" for (account, _), amount in trial_balance(journal, period).items()]
    return Template(template).substitute(
        holder=holder, first=period.first.isoformat(), last=period.last.isoformat(), lines="\n".join(lines)
    )
