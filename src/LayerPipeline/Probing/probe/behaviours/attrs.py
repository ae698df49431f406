"""What users of attrs do first."""

import attr
import attrs


@attrs.define
class Point:
    x: int = attrs.field(converter=int, validator=attrs.validators.ge(0))
    y: int = 2


@attr.s(frozen=True)
class Old:
    a = attr.ib(default=attr.Factory(list))


def behaviour_classes():
    assert Point("3") == Point(3, 2) and repr(Point(1)) == "Point(x=1, y=2)"
    assert attrs.asdict(Point(1)) == {"x": 1, "y": 2} and attrs.evolve(Point(1), y=5).y == 5
    assert Old().a == []
    for change in (lambda: Point(-1), lambda: setattr(Old(), "a", 1)):
        try:
            change()
        except (ValueError, attr.exceptions.FrozenInstanceError):
            continue
        raise AssertionError("a rule was not kept")
