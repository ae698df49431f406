import pytest

from gridwork import MISSING, Missing
from gridwork.core import present


def test_there_is_one_missing_value():
    assert Missing() is MISSING


@pytest.mark.parametrize("number", [0, 1, -2.5])
def test_arithmetic_with_it_is_missing(number):
    assert MISSING + number is MISSING
    assert number * MISSING is MISSING


def test_it_has_no_truth():
    with pytest.raises(TypeError):
        bool(MISSING)


def test_present_leaves_it_out():
    assert present([1, MISSING, 3]) == [1, 3]
