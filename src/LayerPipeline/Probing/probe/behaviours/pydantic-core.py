"""What pydantic and others do with pydantic-core."""

import pydantic_core


def behaviour_validation():
    schema = pydantic_core.core_schema.list_schema(pydantic_core.core_schema.int_schema(ge=1))
    validator = pydantic_core.SchemaValidator(schema)
    assert validator.validate_python(["1", 2]) == [1, 2] and validator.validate_json(b"[3]") == [3]
    assert pydantic_core.to_json({"a": 1}) == b'{"a":1}' and pydantic_core.from_json(b"[1]") == [1]
