"""What users of typing-extensions do first."""

import typing_extensions


def behaviour_types():
    class Movie(typing_extensions.TypedDict):
        title: str
        year: typing_extensions.NotRequired[int]

    assert Movie.__required_keys__ == {"title"}

    @typing_extensions.runtime_checkable
    class Closes(typing_extensions.Protocol):
        def close(self) -> None: ...

    assert isinstance(open(__file__, "rb"), Closes)
    assert typing_extensions.get_args(typing_extensions.Annotated[int, "x"]) == (int, "x")
