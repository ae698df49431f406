"""A value that is not there."""

from __future__ import annotations

from collections.abc import Iterable


class Missing:
    """The type of ``MISSING``; arithmetic with it gives ``MISSING`` again."""

    _only: Missing | None = None

    def __new__(cls) -> Missing:
        if cls._only is None:
            cls._only = super().__new__(cls)
        return cls._only

    def _absorb(self, _other: object) -> Missing:
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _absorb

    def __bool__(self) -> bool:
        raise TypeError("a missing value is neither true nor false")

    def __repr__(self) -> str:
        return "MISSING"


MISSING = Missing()


def present(values: Iterable[float | Missing]) -> list[float]:
    """The values that are there."""
    return [value for value in values if not isinstance(value, Missing)]
