import pytest

import tracelight
from tracelight.exporters import exporter


@pytest.fixture
def memory():
    chosen = exporter("memory")
    tracelight.export_to(chosen)
    return chosen


def test_spans_nest(memory):
    with tracelight.span("outer"):
        with tracelight.span("inner") as inner:
            assert tracelight.current_span() is inner
    assert [span.path for span in memory.spans] == ["outer/inner", "outer"]


def test_a_span_ends_with_an_error_too(memory):
    with pytest.raises(KeyError):
        with tracelight.span("failing"):
            raise KeyError("x")
    assert tracelight.current_span() is None
    assert len(memory.spans) == 1
