"""What users of tzdata do: it is where zoneinfo looks when the system has no zones, as on Lambda."""

import datetime
import zoneinfo


def behaviour_time_zones():
    zoneinfo.reset_tzpath(to=[])
    zone = zoneinfo.ZoneInfo.no_cache("Europe/Berlin")
    assert datetime.datetime(2024, 7, 1, tzinfo=zone).utcoffset() == datetime.timedelta(hours=2)


def behaviour_every_zone():
    from importlib import resources

    zoneinfo.reset_tzpath(to=[])
    names = (resources.files("tzdata") / "zones").read_text().split()
    moment = datetime.datetime(2024, 7, 1)
    return [f"{name} {moment.replace(tzinfo=zoneinfo.ZoneInfo.no_cache(name)).utcoffset()}" for name in sorted(names)]
