import pytest

from gridwork.stats import runs_test, sign_test


def test_alternating_values_are_not_random():
    assert runs_test([1, 9] * 12) < 0.001


def test_an_even_split_shows_nothing():
    assert sign_test([1, 2, 3, 4], [2, 1, 4, 3]) == 1.0


def test_eight_of_eight_is_rare():
    assert sign_test([0] * 8, [1] * 8) == pytest.approx(2 / 256)
