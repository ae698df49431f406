"""Spans for small programs."""

from importlib.metadata import version

from tracelight.spans import Span, current_span, export_to, span

__all__ = ["Span", "current_span", "export_to", "span", "version_info"]

# The version is kept in one place, the distribution's metadata.
__version__ = version("tracelight")
version_info = tuple(int(part) for part in __version__.split("."))
