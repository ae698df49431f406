"""Writes spans as lines."""

import sys
from typing import Any


class LineExporter:
    """One line a span on standard error: its path and milliseconds."""

    def export(self, span: Any) -> None:
        """Writes one span."""
        print(f"{span.path} {span.seconds * 1000:.3f} ms", file=sys.stderr)
