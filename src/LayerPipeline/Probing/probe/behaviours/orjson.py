"""What users of orjson do first."""

import datetime
import uuid

import orjson


def behaviour_round_trip():
    data = {"b": [1, 2.5, None, True], "a": "ä", "d": datetime.datetime(2024, 2, 29), "u": uuid.UUID(int=5)}
    text = orjson.dumps(data, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2)
    assert orjson.loads(text)["d"] == "2024-02-29T00:00:00" and orjson.dumps({1: 2}, option=orjson.OPT_NON_STR_KEYS) == b'{"1":2}'
    assert orjson.dumps(object(), default=lambda value: "x") == b'"x"'
    try:
        orjson.loads(b"{")
    except orjson.JSONDecodeError:
        return text
    raise AssertionError("broken text was read")
