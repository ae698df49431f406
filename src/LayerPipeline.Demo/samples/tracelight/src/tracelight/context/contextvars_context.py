"""Keeps the current span in a context variable: right for threads and for asyncio."""

from __future__ import annotations

from contextvars import ContextVar, Token
from typing import Any


class ContextVarsContext:
    """The context that is used unless another is asked for."""

    def __init__(self) -> None:
        self._current: ContextVar[Any] = ContextVar("tracelight", default=None)

    def get(self) -> Any:
        """The current span, or None."""
        return self._current.get()

    def attach(self, span: Any) -> Token[Any]:
        """Makes a span the current one."""
        return self._current.set(span)

    def detach(self, token: Token[Any]) -> None:
        """Makes the span before it current again."""
        self._current.reset(token)
