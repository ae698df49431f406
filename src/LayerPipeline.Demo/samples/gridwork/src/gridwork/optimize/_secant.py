from collections.abc import Callable


def solve(function: Callable[[float], float], low: float, high: float, tolerance: float) -> float:
    """Follows the line through the last two points."""
    previous, current = low, high
    at_previous, at_current = function(previous), function(current)
    while abs(current - previous) > tolerance and at_current != at_previous:
        step = at_current * (current - previous) / (at_current - at_previous)
        previous, at_previous = current, at_current
        current -= step
        at_current = function(current)
    return current
