"""What users of pytz do first."""

import datetime

import pytz


def behaviour_time_zones():
    zone = pytz.timezone("Europe/Berlin")
    assert zone.localize(datetime.datetime(2024, 7, 1, 12)).utcoffset() == datetime.timedelta(hours=2)
    assert pytz.utc.localize(datetime.datetime(2024, 1, 1)).astimezone(zone).hour == 1
    assert "Asia/Tokyo" in pytz.all_timezones and pytz.country_timezones["de"][0] == "Europe/Berlin"
    try:
        pytz.timezone("Nowhere/Land")
    except pytz.UnknownTimeZoneError:
        return
    raise AssertionError("a zone that does not exist was found")


def behaviour_every_zone():
    moment = datetime.datetime(2024, 7, 1)
    return [f"{name} {pytz.timezone(name).utcoffset(moment)}" for name in sorted(pytz.all_timezones)]
