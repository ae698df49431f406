"""The sign test: whether paired values differ in one direction."""

from collections.abc import Sequence
from math import comb


def sign_test(before: Sequence[float], after: Sequence[float]) -> float:
    """The exact two-sided p-value; pairs without a difference are left out."""
    signs = [a > b for a, b in zip(after, before) if a != b]
    rarer = min(sum(signs), len(signs) - sum(signs))
    tail = sum(comb(len(signs), k) for k in range(rarer + 1)) / 2 ** len(signs)
    return min(1.0, 2 * tail)
