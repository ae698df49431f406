"""Spans: named stretches of time, one inside the other."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tracelight.context import CONTEXT
from tracelight.exporters import Exporter, Silent


@dataclass
class Span:
    """One stretch of time."""

    name: str
    parent: Span | None
    seconds: float = 0.0

    @property
    def path(self) -> str:
        """The names from the outermost span to this one."""
        return f"{self.parent.path}/{self.name}" if self.parent else self.name


_exporter: Exporter = Silent()


def export_to(exporter: Exporter) -> None:
    """Says where finished spans go from now on."""
    global _exporter
    _exporter = exporter


def current_span() -> Span | None:
    """The innermost span that is open."""
    return CONTEXT.get()


@contextmanager
def span(name: str) -> Iterator[Span]:
    """Opens a span for the length of a block."""
    opened = Span(name, current_span())
    token = CONTEXT.attach(opened)
    start = time.perf_counter()
    try:
        yield opened
    finally:
        opened.seconds = time.perf_counter() - start
        CONTEXT.detach(token)
        _exporter.export(opened)
