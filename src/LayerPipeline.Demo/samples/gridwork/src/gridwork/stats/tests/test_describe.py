from gridwork import MISSING
from gridwork.stats import mean, median, spread


def test_missing_values_are_left_out():
    values = [1, MISSING, 2, 6]
    assert (mean(values), median(values), spread(values)) == (3, 2, 5)


def test_shared_sentences_are_filled_in():
    assert "missing ones are left out" in mean.__doc__
