import pytest

from gridwork import Grid
from gridwork.testing import assert_grid_close, assert_grid_equal


def test_a_difference_is_placed():
    with pytest.raises(AssertionError, match="row 1, column 0: 3 and 4"):
        assert_grid_equal(Grid([[1], [3]]), Grid([[1], [4]]))


def test_a_small_difference_is_allowed_where_asked():
    assert_grid_close(Grid([[1.0]]), Grid([[1.0005]]), tolerance=0.001)
