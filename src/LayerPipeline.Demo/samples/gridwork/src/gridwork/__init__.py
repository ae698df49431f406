"""Small dense grids of numbers."""

import importlib

from gridwork.core import MISSING, Grid, Missing

# ``from gridwork import *`` promises the subpackages as well; they are imported when they are asked for.
_SUBPACKAGES = ("datasets", "optimize", "stats", "testing")

__all__ = ["MISSING", "Grid", "Missing", *_SUBPACKAGES]
__version__ = "2.2.6"


def __getattr__(name: str) -> object:
    if name in _SUBPACKAGES:
        return importlib.import_module(f"gridwork.{name}")
    raise AttributeError(f"module 'gridwork' has no attribute {name!r}")
