"""Taking in other agencies' HSDS: what fits is stored, each row that does not is told with its reason."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session, func, select

from knowledge.directory import tables
from knowledge.directory.hsds.report import ImportRefused, Report
from knowledge.directory.hsds.shape import entities
from tests.knowledge.directory.hsds import foreign as foreign

Take = Callable[..., Report]


def test_every_table_of_a_good_file_is_taken(take: Take, empty: Session) -> None:
    report = take(foreign.directory())

    assert report.refused == []
    assert report.never == {}
    assert set(report.taken) == set(entities())
    assert empty.get(tables.Location, foreign.LOCATION) is not None


def test_what_stands_inside_belongs_to_what_it_stands_in(take: Take, empty: Session) -> None:
    take(foreign.directory())

    phone = empty.get(tables.Phone, foreign.uuid(14))
    assert phone is not None
    assert phone.service_id == foreign.SERVICE
    attribute = empty.get(tables.Attribute, foreign.uuid(32))
    assert attribute is not None
    assert (attribute.link_entity, attribute.link_id) == ("service", foreign.SERVICE)


def test_no_imported_way_in_counts_as_confirmed(take: Take, empty: Session) -> None:
    claimed = foreign.directory()
    claimed["organizations"][0]["services"][0]["phones"][0]["confirmation"] = "own_page"

    report = take(claimed)

    ways = [
        *empty.exec(select(tables.Phone)),
        *empty.exec(select(tables.Url)),
        *empty.exec(select(tables.Contact)),
    ]
    assert {way.confirmation for way in ways} == {"imported"}
    assert report.unknown == {"phone.confirmation": 1}


def test_version_3_0_is_taken_with_its_unknown_properties_reported(take: Take, empty: Session) -> None:
    report = take(foreign.old_service())

    assert report.refused == []
    assert report.unknown == {"service.color": 1, "phone.sms_capable": 1}
    service = empty.get(tables.Service, foreign.uuid(40))
    assert service is not None
    assert service.last_modified == "2023-03-15T10:30:45Z"
    assert service.organization_id == foreign.uuid(41)


def test_change_records_are_not_taken_for_they_repeat_what_was_corrected(take: Take, empty: Session) -> None:
    take(foreign.old_service())

    assert empty.exec(select(func.count()).select_from(tables.Metadata)).one() == 0


def test_a_dry_run_says_what_would_be_taken_and_stores_nothing(take: Take, empty: Session) -> None:
    report = take(foreign.directory(), dry_run=True)

    assert report.taken["service"] == 1
    assert empty.exec(select(tables.Service)).all() == []


def test_a_second_import_of_the_same_origin_replaces_the_first(take: Take, empty: Session) -> None:
    take(foreign.directory())
    take(foreign.old_service())

    assert [one.id for one in empty.exec(select(tables.Service))] == [foreign.uuid(40)]


def test_an_id_of_another_origin_is_never_overwritten(take: Take, empty: Session) -> None:
    take(foreign.directory())
    changed = foreign.organization()
    changed["name"] = "Somebody else"

    report = take(changed, origin="other")

    kept = empty.get(tables.Organization, foreign.ORGANIZATION)
    assert kept is not None
    assert (kept.name, kept.origin) == ("Example Pantry", "pantry")
    refused = {(one.table, one.why) for one in report.refused}
    assert ("organization", "taken") in refused
    assert report.ours == 2


@pytest.mark.parametrize("origin", ["facts", "", "Two Words", "../x"])
def test_an_origin_that_cannot_be_one_is_refused(take: Take, origin: str) -> None:
    with pytest.raises(ImportRefused, match="cannot name an import"):
        take(foreign.directory(), origin=origin)


SERVICE = ("services", 0)
BROKEN = [
    (("website",), "not a uri", "organization", "website is no URI"),
    ((*SERVICE, "url"), "https://", "service", "url is no URI"),
    ((*SERVICE, "email"), "somebody at home", "service", "email is no e-mail address"),
    (
        (*SERVICE, "status"),
        "open",
        "service",
        "status is none of: active, inactive, defunct, temporarily closed",
    ),
    ((*SERVICE, "name"), None, "service", "name is missing"),
    ((*SERVICE, "description"), "  ", "service", "description is empty"),
    ((*SERVICE, "last_modified"), "yesterday", "service", "last_modified is no time as 2026-11-22T08:00:00Z"),
    ((*SERVICE, "phones", 0, "id"), "12", "phone", "id is no UUID"),
    ((*SERVICE, "phones", 0, "number"), "\x00", "phone", "number has a NUL"),
    ((*SERVICE, "phones", 0, "extension"), 1.5, "phone", "extension is no whole number"),
    (
        (*SERVICE, "phones", 0, "extension"),
        True,
        "phone",
        "extension is wrong: Input should be a valid number",
    ),
    ((*SERVICE, "cost_options", 0, "amount"), "free", "cost_option", "amount is wrong"),
    ((*SERVICE, "capacities", 0, "updated"), None, "service_capacity", "updated is missing"),
    (
        (*SERVICE, "service_at_locations", 0, "schedules", 0, "valid_from"),
        "2026-02-30",
        "schedule",
        "valid_from is no",
    ),
    (
        (*SERVICE, "service_at_locations", 0, "schedules", 0, "opens_at"),
        "9 am",
        "schedule",
        "opens_at is no time",
    ),
    ((*SERVICE, "service_at_locations", 0, "schedules", 0, "freq"), "DAILY", "schedule", "freq is none of"),
    (("locations", 0, "addresses", 0, "city"), None, "address", "city is missing"),
    (("locations", 0, "location_type"), "cave", "location", "location_type is none of"),
]


@pytest.mark.parametrize(("path", "value", "table", "detail"), BROKEN)
def test_a_row_that_is_no_hsds_is_refused_alone_with_its_reason(
    take: Take, empty: Session, path: tuple[Any, ...], value: Any, table: str, detail: str
) -> None:
    data = foreign.changed(path, value)
    if path[0] == "locations":
        # The same location stands in the service too.
        data["services"][0]["service_at_locations"][0]["location"] = data["locations"][0]

    report = take(foreign.sent(data))

    shape = [one for one in report.refused if one.why == "shape" and "phone_id" not in one.detail]
    assert [one.table for one in shape] == [table]
    assert detail in shape[0].detail
    assert "data.json" in shape[0].where
    assert empty.connection().execute(text("PRAGMA foreign_key_check")).all() == []


def test_refusals_never_repeat_a_value(take: Take) -> None:
    data = foreign.changed((*SERVICE, "phones", 0, "number"), "925-555-0199\x00")
    data["services"][0]["email"] = "925-555-0199"

    report = take(foreign.sent(data))

    assert len(report.refused) > 1
    assert "0199" not in json.dumps(report.as_json())


def test_rows_that_hang_on_a_refused_row_are_refused_with_it(take: Take, empty: Session) -> None:
    report = take(foreign.sent(foreign.changed((*SERVICE, "status"), "open")))

    dangling = {one.table for one in report.refused if one.why == "dangling"}
    assert dangling == {
        "attribute", "cost_option", "funding", "language", "phone", "required_document", "schedule",
        "service_area", "service_at_location", "service_capacity", "url",
    }  # fmt: skip
    assert [one.id for one in empty.exec(select(tables.Organization))] == [foreign.ORGANIZATION]


def test_a_foreign_key_to_nothing_is_refused(take: Take, empty: Session) -> None:
    report = take(foreign.changed(("parent_organization_id",), foreign.uuid(999)))

    refusal = next(one for one in report.refused if one.table == "organization")
    assert refusal.why == "dangling"
    assert refusal.detail.startswith("parent_organization_id")


def test_rows_inside_an_object_without_id_do_not_pass_for_nobodys(take: Take, empty: Session) -> None:
    report = take(foreign.sent({**foreign.changed(("id",), None), "services": []}))

    assert ("organization", "id is missing") in {(one.table, one.detail) for one in report.refused}
    assert set(report.taken) == set()


def test_an_id_that_comes_twice_with_another_content_is_told(take: Take, empty: Session) -> None:
    data = foreign.organization()
    data["locations"][0]["name"] = "Back office"

    report = take(foreign.sent(data))

    assert [(one.table, one.why) for one in report.refused] == [("location", "repeated")]
    assert "another name" in report.refused[0].detail


def test_a_program_inside_a_service_belongs_to_the_services_organization(take: Take, empty: Session) -> None:
    data = foreign.organization()
    del data["services"][0]["program"]["organization_id"]

    assert take(foreign.sent(data)).refused == []

    program = empty.get(tables.Program, foreign.uuid(13))
    assert program is not None
    assert program.organization_id == foreign.ORGANIZATION
