"""What users of six do first."""

import six


def behaviour_moves():
    from six.moves import range as numbers
    from six.moves import urllib

    assert list(numbers(2)) == [0, 1] and urllib.parse.quote("a b") == "a%20b"
    assert six.ensure_text(b"a") == "a" and six.PY3
