"""The grid itself and the missing value."""

from gridwork.core.grid import Grid
from gridwork.core.missing import MISSING, Missing, present

__all__ = ["MISSING", "Grid", "Missing", "present"]
