from collections.abc import Iterable
from statistics import fmean
from statistics import median as _median

from gridwork._docs import shared_docs
from gridwork.core import Missing, present


@shared_docs
def mean(values: Iterable[float | Missing]) -> float:
    """The arithmetic mean.

    {values}
    """
    return fmean(present(values))


@shared_docs
def median(values: Iterable[float | Missing]) -> float:
    """The middle value.

    {values}
    """
    return _median(present(values))


@shared_docs
def spread(values: Iterable[float | Missing]) -> float:
    """The largest value less the smallest.

    {values}
    """
    there = present(values)
    return max(there) - min(there)
