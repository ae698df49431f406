"""What users of pydantic do first (version 2)."""

import datetime
import enum
import typing

import pydantic


class Colour(enum.Enum):
    RED = "red"


class Address(pydantic.BaseModel):
    street: str
    number: int = pydantic.Field(gt=0)


class User(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(extra="forbid", str_strip_whitespace=True)

    name: str
    joined: datetime.datetime
    colour: Colour = Colour.RED
    addresses: typing.List[Address] = []
    site: typing.Optional[pydantic.AnyUrl] = None

    @pydantic.field_validator("name")
    @classmethod
    def not_empty(cls, value):
        if not value:
            raise ValueError("a name is needed")
        return value

    @pydantic.computed_field
    @property
    def short(self) -> str:
        return self.name[:1]


DATA = {"name": " Ann ", "joined": "2024-02-29T10:00:00Z", "addresses": [{"street": "A", "number": "3"}], "site": "https://example.org/x"}


def behaviour_models():
    user = User.model_validate(DATA)
    assert user.name == "Ann" and user.addresses[0].number == 3 and user.joined.year == 2024 and user.short == "A"
    assert user.site.host == "example.org"
    copy = User.model_validate_json(user.model_dump_json(exclude={"short"}))
    assert copy == user and user.model_dump(mode="json")["colour"] == "red"


def behaviour_errors():
    try:
        User.model_validate({"name": "", "joined": "x", "addresses": [{"street": "A", "number": 0}], "more": 1})
    except pydantic.ValidationError as error:
        assert error.error_count() == 4 and error.errors()[0]["loc"] == ("name",)
        assert "greater than 0" in str(error)
        return
    raise AssertionError("bad data was accepted")


def behaviour_schema():
    schema = User.model_json_schema()
    assert schema["properties"]["addresses"]["items"]["$ref"] == "#/$defs/Address" and schema["required"] == ["name", "joined"]


def behaviour_adapters():
    adapter = pydantic.TypeAdapter(typing.Dict[str, typing.Tuple[int, float]])
    assert adapter.validate_python({"a": ("1", "2.5")}) == {"a": (1, 2.5)}
    assert adapter.dump_json({"a": (1, 2.5)}) == b'{"a":[1,2.5]}'


def behaviour_dataclasses():
    @pydantic.dataclasses.dataclass
    class Point:
        x: int
        y: pydantic.PositiveInt = 1

    assert Point(x="4").x == 4

    @pydantic.validate_call
    def twice(value: int) -> int:
        return value * 2

    assert twice("3") == 6


def behaviour_first_version():
    import pydantic.v1

    class Old(pydantic.v1.BaseModel):
        a: int

    assert Old(a="1").dict() == {"a": 1}
