"""Dense grids."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence


class Grid:
    """A rectangle of numbers."""

    def __init__(self, rows: Sequence[Sequence[float]]) -> None:
        self.rows = [list(row) for row in rows]
        widths = {len(row) for row in self.rows}
        if len(widths) > 1:
            raise ValueError(f"rows differ in length: {sorted(widths)}")

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return len(self.rows), len(self.rows[0]) if self.rows else 0

    def transpose(self) -> Grid:
        """Columns as rows."""
        return Grid(list(zip(*self.rows)))

    def map(self, function: Callable[[float], float]) -> Grid:
        """The function of every number."""
        return Grid([[function(value) for value in row] for row in self.rows])

    def column(self, index: int) -> list[float]:
        """One column's numbers."""
        return [row[index] for row in self.rows]

    def __matmul__(self, other: Grid) -> Grid:
        if self.shape[1] != other.shape[0]:
            raise ValueError(f"shapes {self.shape} and {other.shape} do not fit")
        columns = other.transpose().rows
        return Grid([[sum(a * b for a, b in zip(row, column)) for column in columns] for row in self.rows])

    def __iter__(self) -> Iterator[list[float]]:
        return iter(self.rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Grid) and self.rows == other.rows

    def __hash__(self) -> int:
        return hash(tuple(map(tuple, self.rows)))

    def __repr__(self) -> str:
        return f"Grid({self.rows!r})"
