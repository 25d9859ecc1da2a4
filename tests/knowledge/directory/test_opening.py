"""Open or not: a table decided by hand, an independent library, and what must hold whatever the hours are."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from opening_hours import OpeningHours

from knowledge.directory.opening import HORIZON_DAYS, Schedule, ScheduleRefused, is_open, next_change

TABLE = yaml.safe_load(Path(__file__).with_name("opening_truth.yaml").read_text(encoding="utf-8"))
ANSWERS = {"open": True, "closed": False, "unknown": None}
HERE = ZoneInfo("America/Los_Angeles")
WEEK = {"MO": "Mo", "TU": "Tu", "WE": "We", "TH": "Th", "FR": "Fr", "SA": "Sa", "SU": "Su"}
SPRING, AUTUMN = date(2026, 3, 8), date(2026, 11, 1)
ZONES = ["UTC", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "America/Los_Angeles"]


def row(**columns: Any) -> Schedule:
    return Schedule(**({"timezone": HERE.key} | columns))


def named(names: list[str]) -> list[Schedule]:
    return [row(**TABLE["schedules"][name]) for name in names]


def label(case: dict[str, Any]) -> str:
    return f"{'+'.join(case['of']) or 'nothing'} {case.get('after') or case['at']}: {case['why']}"


@pytest.mark.parametrize("case", TABLE["truth"], ids=label)
def test_says_what_was_decided_by_hand(case: dict[str, Any]) -> None:
    assert is_open(named(case["of"]), datetime.fromisoformat(case["at"])) is ANSWERS[case["is"]]


@pytest.mark.parametrize("case", TABLE["changes"], ids=label)
def test_tells_the_next_change_that_was_decided_by_hand(case: dict[str, Any]) -> None:
    change = next_change(named(case["of"]), datetime.fromisoformat(case["after"]))
    told = (change.at.isoformat(), change.open) if change else None
    assert told == (None if case["at"] == "never" else (case["at"], ANSWERS[case["is"]]))


def test_the_table_uses_each_of_its_hours() -> None:
    used = {name for case in TABLE["truth"] for name in case["of"]}
    assert used == set(TABLE["schedules"])


def test_refuses_an_instant_without_a_zone() -> None:
    naive = datetime.fromisoformat("2026-11-23T10:00:00")
    with pytest.raises(ValueError, match="no time zone"):
        is_open(named(["line"]), naive)
    with pytest.raises(ValueError, match="no time zone"):
        next_change(named(["line"]), naive)


minutes = st.integers(0, 24 * 60 - 1)
wall_times = minutes.map(lambda n: f"{n // 60:02}:{n % 60:02}")
clock_days = st.sampled_from([day + timedelta(days=n) for day in (SPRING, AUTUMN) for n in (-1, 0, 1)])
days_of_2026 = clock_days | st.dates(date(2026, 1, 1), date(2026, 12, 31))


@st.composite
def instants(draw: st.DrawFn) -> datetime:
    """A second of 2026 in California, often near a change of clocks."""
    midnight = datetime.combine(draw(days_of_2026), time(), HERE).astimezone(UTC)
    return (midnight + timedelta(seconds=draw(st.integers(0, 25 * 3600)))).astimezone(HERE)


@st.composite
def hours(draw: st.DrawFn) -> dict[str, str]:
    opens, closes = draw(wall_times), draw(wall_times | st.just("23:59"))
    assume(opens != closes)
    return {"opens_at": opens, "closes_at": closes}


@st.composite
def weekly(draw: st.DrawFn, holidays: tuple[str, ...] = ("open",)) -> Schedule:
    days = draw(st.sets(st.sampled_from(list(WEEK)), min_size=1))
    policy = draw(st.sampled_from(holidays))
    return row(freq="WEEKLY", byday=",".join(sorted(days)), holidays=policy, **draw(hours()))


@st.composite
def bounded(draw: st.DrawFn) -> Schedule:
    """An exception: some days of hours, or closed."""
    first = draw(days_of_2026)
    last = first + timedelta(days=draw(st.integers(0, 30)))
    span = {"valid_from": first.isoformat(), "valid_to": last.isoformat()}
    return row(holidays="unknown", **span, **draw(st.just({}) | hours()))


any_rows = st.lists(weekly(("open", "closed", "unknown")) | bounded(), max_size=4)


def osm_hours(schedule: Schedule) -> str:
    closes = "24:00" if schedule.closes_at == "23:59" else schedule.closes_at
    return f"{schedule.opens_at}-{closes}"


def osm(schedule: Schedule) -> OpeningHours:
    days = ",".join(WEEK[day] for day in (schedule.byday or "").split(","))
    return OpeningHours(f"{days} {osm_hours(schedule)}", timezone=HERE)


def is_read_otherwise(schedule: Schedule, at: datetime) -> bool:
    """In autumn the library follows the clock alone: it closes, or opens again, when 01:00 comes back."""
    ends = [schedule.opens_at or "", schedule.closes_at or ""]
    return at.fold == 1 and any("01:00" <= end < "02:00" for end in ends)


@settings(max_examples=1000)
@given(st.lists(weekly(), min_size=1, max_size=4), instants())
def test_agrees_with_the_library_of_openstreetmap_on_weekly_hours(
    schedules: list[Schedule], at: datetime
) -> None:
    assume(not any(is_read_otherwise(schedule, at) for schedule in schedules))
    assert is_open(schedules, at) is any(osm(schedule).is_open(at) for schedule in schedules)


@settings(max_examples=300)
@given(st.sampled_from(list(WEEK)), st.sampled_from([1, 2, 3, 4, 5, -1, -2]), hours(), instants())
def test_agrees_with_the_library_of_openstreetmap_on_monthly_hours(
    day: str, nth: int, span: dict[str, str], at: datetime
) -> None:
    schedule = row(freq="MONTHLY", byday=f"{nth}{day}", holidays="open", **span)
    assume(not is_read_otherwise(schedule, at))
    library = OpeningHours(f"{WEEK[day]}[{nth}] {osm_hours(schedule)}", timezone=HERE)
    assert is_open([schedule], at) is library.is_open(at)


@settings(max_examples=300)
@given(weekly(), bounded(), instants())
def test_agrees_with_the_library_of_openstreetmap_on_exceptions(
    general: Schedule, exception: Schedule, at: datetime
) -> None:
    assume(all(s.opens_at is None or s.opens_at < (s.closes_at or "") for s in (general, exception)))
    assume(not any(is_read_otherwise(schedule, at) for schedule in (general, exception)))
    exception = row(**{**vars_of(exception), "holidays": "open"})
    first, last = (f"{day:%Y %b %d}" for day in (exception.first_day, exception.last_day))
    said = osm_hours(exception) if exception.opens_at else "off"
    days = ",".join(WEEK[day] for day in (general.byday or "").split(","))
    library = OpeningHours(f"{days} {osm_hours(general)}; {first}-{last} {said}", timezone=HERE)
    assert is_open([general, exception], at) is library.is_open(at)


def vars_of(schedule: Schedule) -> dict[str, Any]:
    return {name: getattr(schedule, name) for name in Schedule.__dataclass_fields__}


@given(any_rows, instants(), st.sampled_from(ZONES))
def test_the_zone_in_which_the_instant_is_told_changes_nothing(
    schedules: list[Schedule], at: datetime, zone: str
) -> None:
    moved = at.astimezone(ZoneInfo(zone))
    assert is_open(schedules, moved) is is_open(schedules, at)
    assert next_change(schedules, moved) == next_change(schedules, at)


@given(any_rows, instants())
def test_the_order_of_the_rows_changes_nothing(schedules: list[Schedule], at: datetime) -> None:
    assert is_open(schedules[::-1], at) is is_open(schedules, at)


@settings(max_examples=200, deadline=None)
@given(any_rows, instants(), st.lists(st.floats(0, 1, exclude_max=True), max_size=10))
def test_the_next_change_is_the_first_instant_that_differs(
    schedules: list[Schedule], at: datetime, parts: list[float]
) -> None:
    now, change = is_open(schedules, at), next_change(schedules, at)
    start = at.astimezone(UTC)
    end = change.at.astimezone(UTC) if change else start + timedelta(days=HORIZON_DAYS)
    if change:
        assert end > start
        assert is_open(schedules, end) is change.open
        assert change.open is not now
    before = [start + (end - start) * part for part in parts]
    last_hours = [end - timedelta(minutes=15 * n, microseconds=1) for n in range(100)]
    for instant in (*before, *last_hours):
        assert not start <= instant < end or is_open(schedules, instant) is now


ODD_TEXTS = [
    *("08:00", "24:00", "8:00", "23:59", "2026-02-30", "2026-03-08", "0001-01-01", "9999-12-31", "WEEKLY"),
    *("MONTHLY", "DAILY", "MO,TU", "5MO", "-1FR", "MO,", "31", "-31", "open", "SU", "UTC", "Pacific/Apia"),
]
odd_texts = st.text(max_size=8) | st.sampled_from(ODD_TEXTS)
odd_values = st.none() | odd_texts | st.integers() | st.integers(1, 60) | st.floats() | st.booleans()
likely = {
    "timezone": st.sampled_from(["America/Los_Angeles", "Pacific/Apia", "Mars/Olympus", "", "../etc", "Etc"]),
    "freq": st.sampled_from(["WEEKLY", "MONTHLY", None]),
    "byday": st.sampled_from(["MO", "TU,WE", "5FR", "-5SU", None]),
    "bymonthday": st.sampled_from(["31", "-31,30", None]),
    "opens_at": st.sampled_from(["00:00", "02:30", "23:59", None]),
    "closes_at": st.sampled_from(["00:00", "02:30", "23:59", None]),
    "valid_from": st.sampled_from(["0001-01-01", "2026-03-08", "9999-12-31", None]),
    "valid_to": st.sampled_from(["0001-01-01", "2026-03-08", "9999-12-31", None]),
    "dtstart": st.sampled_from(["1900-01-01", "2026-01-31", "9999-12-31", None]),
    "until": st.sampled_from(["2026-11-01", "9999-12-31", None]),
    "interval": st.sampled_from([1, 2, 12, 9999, None]),
    "count": st.sampled_from([1, 3, 9999, None]),
}
columns = st.fixed_dictionaries(
    {"timezone": likely["timezone"] | odd_values},
    optional={name: values | odd_values for name, values in likely.items() if name != "timezone"}
    | {"wkst": odd_values, "holidays": odd_values},
)


def made(data: dict[str, Any]) -> Schedule | None:
    try:
        return Schedule(**data)
    except ScheduleRefused:
        return None


@settings(max_examples=1000, deadline=None)
@given(st.lists(columns, max_size=3), st.datetimes(timezones=st.timezones()))
def test_odd_rows_are_refused_when_made_and_the_rest_never_raises(
    odd: list[dict[str, Any]], at: datetime
) -> None:
    schedules = [schedule for data in odd if (schedule := made(data))]
    assert is_open(schedules, at) in (True, False, None)
    change = next_change(schedules, at)
    assert change is None or change.at > at
