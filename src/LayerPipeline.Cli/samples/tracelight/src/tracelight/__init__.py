"""Spans for small programs."""

from importlib.metadata import version

from tracelight.spans import Span, current_span, export_to, span

__all__ = ["Span", "current_span", "export_to", "span"]

# The version is kept in one place, the distribution's metadata.
__version__ = version("tracelight")
