import pytest

from gridwork import Grid
from gridwork.testing import assert_grid_equal


def test_a_product_has_the_outer_shape():
    product = Grid([[1, 2, 3]]) @ Grid([[1], [2], [3]])
    assert_grid_equal(product, Grid([[14]]))


def test_transposing_twice_changes_nothing():
    grid = Grid([[1, 2], [3, 4], [5, 6]])
    assert_grid_equal(grid.transpose().transpose(), grid)


def test_ragged_rows_are_refused():
    with pytest.raises(ValueError, match="rows differ in length"):
        Grid([[1, 2], [3]])


def test_shapes_that_do_not_fit_are_named():
    with pytest.raises(ValueError, match=r"\(1, 2\) and \(1, 2\)"):
        Grid([[1, 2]]) @ Grid([[1, 2]])
