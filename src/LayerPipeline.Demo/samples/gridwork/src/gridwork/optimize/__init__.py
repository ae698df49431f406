"""Roots of functions."""

from collections.abc import Callable
from importlib import import_module

from gridwork._docs import shared_docs

_METHODS = ("bisection", "secant", "ridders")


@shared_docs
def root(
    function: Callable[[float], float], low: float, high: float, method: str = "bisection", tolerance: float = 1e-12
) -> float:
    """Where the function is zero between low and high.

    {tolerance}
    """
    if method not in _METHODS:
        raise ValueError(f"method {method!r} is none of {', '.join(_METHODS)}")
    # A method is imported when it is used: no program needs all of them.
    solver = import_module(f"gridwork.optimize._{method}")
    return solver.solve(function, low, high, tolerance)
