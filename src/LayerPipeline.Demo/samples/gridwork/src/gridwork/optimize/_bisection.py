from collections.abc import Callable


def solve(function: Callable[[float], float], low: float, high: float, tolerance: float) -> float:
    """Halves the interval until it is narrow enough."""
    at_low = function(low)
    while high - low > tolerance:
        middle = (low + high) / 2
        if middle in (low, high):
            break
        at_middle = function(middle)
        if (at_low < 0) == (at_middle < 0):
            low, at_low = middle, at_middle
        else:
            high = middle
    return (low + high) / 2
