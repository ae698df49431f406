from collections.abc import Callable
from math import copysign, sqrt


def solve(function: Callable[[float], float], low: float, high: float, tolerance: float) -> float:
    """Ridders' method: an exponential is fitted through three points."""
    at_low, at_high = function(low), function(high)
    while high - low > tolerance:
        middle = (low + high) / 2
        at_middle = function(middle)
        scale = sqrt(at_middle**2 - at_low * at_high)
        if scale == 0:
            return middle
        point = middle + (middle - low) * copysign(1, at_low - at_high) * at_middle / scale
        at_point = function(point)
        if at_point == 0 or point in (low, high):
            return point
        if (at_low < 0) != (at_point < 0):
            high, at_high = point, at_point
        else:
            low, at_low = point, at_point
    return (low + high) / 2
