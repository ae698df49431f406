"""Statistics and hypothesis tests."""

from gridwork.stats._describe import mean, median, spread
from gridwork.stats._runs_test import runs_test
from gridwork.stats._sign_test import sign_test

__all__ = ["mean", "median", "runs_test", "sign_test", "spread"]
