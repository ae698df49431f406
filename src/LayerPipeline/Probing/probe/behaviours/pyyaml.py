"""What users of PyYAML do first, with and without its compiled part."""

import yaml

TEXT = "a: 1\nb: [x, 2.5, true]\nc:\n  d: 2024-02-29\n  e: |\n    two\n    lines\nf: &g {h: null}\ni: *g\n"


def behaviour_load_and_dump():
    data = yaml.safe_load(TEXT)
    assert data["b"] == ["x", 2.5, True] and data["c"]["d"].year == 2024 and data["i"] == {"h": None}
    assert yaml.safe_load(yaml.safe_dump(data, sort_keys=False)) == data
    assert [document for document in yaml.safe_load_all("--- 1\n--- 2\n")] == [1, 2]


def behaviour_compiled_part():
    assert yaml.__with_libyaml__
    assert yaml.load(TEXT, Loader=yaml.CSafeLoader) == yaml.load(TEXT, Loader=yaml.SafeLoader)
    assert yaml.dump({"a": [1]}, Dumper=yaml.CSafeDumper) == "a:\n- 1\n"


def behaviour_errors():
    try:
        yaml.safe_load("a: [1")
    except yaml.YAMLError as error:
        assert error.problem_mark.line == 0
        return
    raise AssertionError("broken text was read")
