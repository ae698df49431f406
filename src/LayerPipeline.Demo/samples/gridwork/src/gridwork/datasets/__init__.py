"""Sample data; each set is read when it is loaded."""

import csv
from dataclasses import dataclass
from importlib import resources

from gridwork.core import Grid


@dataclass(frozen=True)
class Dataset:
    """A table with its columns' names and a description of where it is from."""

    columns: list[str]
    grid: Grid
    description: str


def load_rainfall() -> Dataset:
    """Rain by month, in millimetres, at three made-up stations."""
    return _load("rainfall")


def load_tides() -> Dataset:
    """High water by day, in metres, at a made-up harbour."""
    return _load("tides")


def _load(name: str) -> Dataset:
    here = resources.files(__package__)
    table = (here / "data" / f"{name}.csv").read_text(encoding="utf-8")
    header, *rows = csv.reader(table.splitlines())
    description = (here / "descr" / f"{name}.rst").read_text(encoding="utf-8")
    return Dataset(header, Grid([[float(cell) for cell in row] for row in rows]), description)
