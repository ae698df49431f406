"""Keeps spans, for tests."""

from typing import Any


class MemoryExporter:
    """A list of the spans that ended, in that order."""

    def __init__(self) -> None:
        self.spans: list[Any] = []

    def export(self, span: Any) -> None:
        """Keeps one span."""
        self.spans.append(span)
