"""Where finished spans go."""

from __future__ import annotations

from typing import Any, Protocol

from tracelight.plugins import load


class Exporter(Protocol):
    """Takes finished spans."""

    def export(self, span: Any) -> None:
        """Takes one span."""


class Silent:
    """Drops every span."""

    def export(self, span: Any) -> None:
        """Does nothing."""


def exporter(name: str) -> Exporter:
    """The exporter with this name: ``lines``, ``memory``, or one of another distribution."""
    return load("tracelight_exporter", name)()
