"""A stand-in for other libraries' missing values: gridwork.testing offers it to their test suites."""

from __future__ import annotations


class MissingLike:
    """Behaves as MISSING does in arithmetic and comparison, but is not of its type."""

    def _absorb(self, _other: object) -> MissingLike:
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _absorb
    __lt__ = __le__ = __gt__ = __ge__ = _absorb

    def __repr__(self) -> str:
        return "<missing-like>"


missing_like = MissingLike()
