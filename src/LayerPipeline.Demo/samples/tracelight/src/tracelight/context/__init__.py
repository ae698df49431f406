"""Where the current span is kept."""

import os

from tracelight.plugins import load

# Chosen once, at import: every span after this asks the same context.
CONTEXT = load("tracelight_context", os.environ.get("TRACELIGHT_CONTEXT", "contextvars"))()
