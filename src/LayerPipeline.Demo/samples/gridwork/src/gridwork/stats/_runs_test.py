"""The Wald-Wolfowitz runs test: whether values come in a random order."""

from collections.abc import Sequence
from itertools import groupby
from math import erfc, sqrt
from statistics import median

from gridwork.testing import quiet


def runs_test(values: Sequence[float]) -> float:
    """The two-sided p-value, by the normal approximation."""
    with quiet(RuntimeWarning):
        middle = median(values)
        signs = [value > middle for value in values if value != middle]
        above = sum(signs)
        below = len(signs) - above
        runs = sum(1 for _ in groupby(signs))
        total = above + below
        expected = 2 * above * below / total + 1
        variance = (expected - 1) * (expected - 2) / (total - 1)
        return erfc(abs(runs - expected) / sqrt(2 * variance))
