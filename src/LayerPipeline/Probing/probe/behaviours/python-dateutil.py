"""What users of python-dateutil do first."""

import datetime


def behaviour_parser():
    from dateutil import parser

    assert parser.parse("Thu Sep 25 10:36:28 2003") == datetime.datetime(2003, 9, 25, 10, 36, 28)
    assert parser.isoparse("2024-02-29T10:00:00Z").utcoffset() == datetime.timedelta(0)


def behaviour_deltas_and_rules():
    from dateutil import easter, relativedelta, rrule

    assert datetime.date(2024, 1, 31) + relativedelta.relativedelta(months=1) == datetime.date(2024, 2, 29)
    assert easter.easter(2024) == datetime.date(2024, 3, 31)
    days = rrule.rrule(rrule.WEEKLY, count=3, byweekday=rrule.FR, dtstart=datetime.datetime(2024, 1, 1))
    assert [day.day for day in days] == [5, 12, 19]


def behaviour_time_zones():
    from dateutil import tz

    zone = tz.gettz("Europe/Berlin")
    assert datetime.datetime(2024, 7, 1, tzinfo=zone).utcoffset() == datetime.timedelta(hours=2)
    assert tz.UTC.utcoffset(None) == datetime.timedelta(0)


def behaviour_zones_of_its_own():
    import warnings

    warnings.simplefilter("ignore")
    from dateutil import zoneinfo

    zone = zoneinfo.get_zonefile_instance().get("America/New_York")
    assert datetime.datetime(2024, 1, 1, tzinfo=zone).utcoffset() == datetime.timedelta(hours=-5)
