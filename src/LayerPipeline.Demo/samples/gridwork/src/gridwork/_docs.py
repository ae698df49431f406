"""Shared sentences of docstrings."""

from collections.abc import Callable
from typing import TypeVar

_Function = TypeVar("_Function", bound=Callable[..., object])

_SENTENCES = {
    "{values}": "values: numbers; missing ones are left out.",
    "{tolerance}": "tolerance: the largest error allowed in the result.",
}


def shared_docs(function: _Function) -> _Function:
    """Puts the sentences that many functions share into a docstring."""
    text = function.__doc__
    for mark, sentence in _SENTENCES.items():
        text = text.replace(mark, sentence)
    function.__doc__ = text
    return function
