import pytest

from gridwork.optimize import root


@pytest.mark.parametrize("method", ["bisection", "secant", "ridders"])
def test_every_method_finds_the_square_root_of_two(method):
    assert root(lambda x: x * x - 2, 1, 2, method=method) == pytest.approx(2**0.5)


def test_an_unknown_method_names_the_known_ones():
    with pytest.raises(ValueError, match="bisection, secant, ridders"):
        root(abs, 0, 1, method="guess")
