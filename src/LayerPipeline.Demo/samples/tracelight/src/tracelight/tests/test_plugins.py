import pytest

from tracelight.plugins import load


@pytest.mark.parametrize("name", ["lines", "memory"])
def test_own_exporters_are_entry_points(name):
    assert hasattr(load("tracelight_exporter", name)(), "export")


def test_an_unknown_name_is_not_found():
    with pytest.raises(StopIteration):
        load("tracelight_exporter", "nowhere")
