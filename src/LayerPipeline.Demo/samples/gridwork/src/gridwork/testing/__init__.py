"""Assertions for programs that use grids, and for their test suites."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from gridwork.core import Grid
from gridwork.core.tests._missing_like import MissingLike, missing_like

__all__ = ["MissingLike", "assert_grid_close", "assert_grid_equal", "missing_like", "quiet"]


def assert_grid_equal(actual: Grid, expected: Grid) -> None:
    """Raises AssertionError unless both have the same shape and numbers."""
    assert_grid_close(actual, expected, tolerance=0)


def assert_grid_close(actual: Grid, expected: Grid, tolerance: float = 1e-9) -> None:
    """Raises AssertionError unless both have the same shape, and numbers that differ by the tolerance at most."""
    if actual.shape != expected.shape:
        raise AssertionError(f"shapes differ: {actual.shape} and {expected.shape}")
    for row, (left, right) in enumerate(zip(actual, expected)):
        for column, (a, b) in enumerate(zip(left, right)):
            if abs(a - b) > tolerance:
                raise AssertionError(f"row {row}, column {column}: {a} and {b}")


@contextmanager
def quiet(category: type[Warning] = Warning) -> Iterator[None]:
    """No warnings of a category inside the block."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", category)
        yield
