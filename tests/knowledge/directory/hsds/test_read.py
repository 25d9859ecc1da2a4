"""Nested objects of the real directory: valid, complete, and only what the public may have."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, update
from sqlmodel import Session, col, select

from knowledge.directory import tables
from knowledge.directory.hsds.find import Wanted, find, find_one
from knowledge.directory.hsds.read import read
from knowledge.directory.hsds.schema import object_schema
from knowledge.directory.hsds.views import View, full, listed, minimal, with_services
from knowledge.directory.hsds_ids import wire_id
from tests.knowledge.directory.hsds.official import official, problems

VIEWS = [
    (full("service"), "compiled/service.json"),
    (listed("service"), "compiled/service_list.json"),
    (with_services(complete=True), "compiled/organization.json"),
    (with_services(complete=False), "compiled/organization.json"),
    (listed("organization"), "compiled/organization_list.json"),
]


@contextmanager
def counted(session: Session) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    event.listen(session.get_bind(), "before_cursor_execute", note)
    yield statements
    event.remove(session.get_bind(), "before_cursor_execute", note)


def _all(session: Session, view: View) -> list[dict[str, Any]]:
    return read(session, view, find(session, view.table, Wanted()))


@pytest.mark.parametrize("view", [view for view, _ in VIEWS])
def test_every_object_is_as_our_own_schema_says(session: Session, view: View) -> None:
    found = _all(session, view)

    assert len(found) > 50
    assert problems({"type": "array", "items": object_schema(view)}, found) == []


@pytest.mark.parametrize(("view", "schema"), VIEWS)
def test_every_object_is_as_the_published_schema_says(session: Session, view: View, schema: str) -> None:
    assert problems({"type": "array", "items": official(schema)}, _all(session, view)) == []


@pytest.mark.parametrize("table", ["taxonomy", "taxonomy_term"])
def test_every_term_is_as_our_own_schema_says(session: Session, table: str) -> None:
    found = _all(session, listed(table))

    assert len(found) > 10
    assert problems({"type": "array", "items": object_schema(listed(table))}, found) == []


@pytest.mark.parametrize("view", [view for view, _ in VIEWS])
def test_fifty_objects_take_no_more_statements_than_one_can(session: Session, view: View) -> None:
    ids = find(session, view.table, Wanted())
    with counted(session) as single:
        for id in ids[:10]:
            read(session, view, [id])
    with counted(session) as many:
        read(session, view, ids)

    assert len(many) < len(single) / 2
    assert len(many) <= 40


def test_our_own_columns_go_out_as_attributes_with_their_term(session: Session) -> None:
    service = read(session, full("service"), ["tcvap"])[0]
    said = {
        one["taxonomy_term"]["code"]: one["value"]
        for one in service["attributes"]
        if one["link_type"] == "puente"
    }

    row = session.get(tables.Service, "tcvap")
    assert row is not None
    assert said["name_es"] == row.name_es
    assert said["place"] == row.place
    assert service["id"] == wire_id("service", "tcvap") == row.uuid


def test_a_phone_says_how_far_it_was_checked(session: Session) -> None:
    service = read(session, full("service"), ["tcvap"])[0]

    for phone in service["phones"]:
        said = {one["taxonomy_term"]["code"]: one["value"] for one in phone["attributes"]}
        assert said["confirmation"] in {"own_page", "other_page", "cited_only"}


def test_a_line_that_a_service_is_reached_by_stands_among_its_phones_once(session: Session) -> None:
    link = session.exec(
        select(tables.ServiceHotline).where(tables.ServiceHotline.hotline_id == "nhth")
    ).first()
    assert link is not None
    phones = read(session, full("service"), [link.service_id])[0]["phones"]

    line = [phone for phone in phones if phone["number"].endswith("373-7888")]
    assert len(line) == 1
    assert line[0]["service_id"] == wire_id("service", link.service_id)


def test_withdrawn_and_kept_ways_in_never_go_out(session: Session) -> None:
    kept = [
        way
        for table in (tables.Phone, tables.Url, tables.Contact)
        for way in session.exec(
            select(table).where((col(table.status).is_not(None)) | (col(table.show_to).is_not(None)))
        )
    ]
    whole = str(_all(session, with_services(complete=True)))

    assert len(kept) > 3
    assert [way.uuid for way in kept if way.uuid in whole] == []


def test_a_hidden_service_is_found_nowhere(session: Session) -> None:
    hidden = session.exec(select(tables.Service).where(col(tables.Service.hidden_because).is_not(None))).all()
    whole = str(_all(session, with_services(complete=True)))

    assert hidden
    for service in hidden:
        assert find_one(session, "service", service.uuid) is None
        assert read(session, full("service"), [service.id]) == []
        assert service.uuid not in whole


@pytest.mark.parametrize(
    "change",
    [
        {"status": "withdrawn"},
        {"show_to": "professionals"},
        {"confirmation": "contradicted"},
        {"mode": "address"},
    ],
)
def test_each_mark_that_keeps_a_number_back_is_enough(session: Session, change: dict[str, str]) -> None:
    phone = session.exec(select(tables.Phone).where(tables.Phone.service_id == "tcvap")).first()
    assert phone is not None
    assert phone.uuid in str(read(session, full("service"), ["tcvap"]))

    session.connection().execute(
        update(tables.Phone).where(col(tables.Phone.id) == phone.id).values(**change)
    )

    assert phone.uuid not in str(read(session, full("service"), ["tcvap"]))
    session.rollback()


def test_nothing_is_null_and_no_list_is_empty(session: Session) -> None:
    def walk(value: Any) -> Iterator[Any]:
        yield value
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        for one in inner:
            yield from walk(one)

    found = list(walk(_all(session, with_services(complete=True))))

    assert [one for one in found if one is None or one == []] == []


def test_further_attributes_of_a_service_go_out_with_it(session: Session) -> None:
    def extra(id: str) -> list[dict[str, str]]:
        return [{"code": "eligibility_rule", "value": f"rule of {id}", "label": "age"}]

    service = read(session, full("service"), ["tcvap"], extra)[0]

    rules = [one for one in service["attributes"] if one["taxonomy_term"]["code"] == "eligibility_rule"]
    assert [(one["label"], one["value"]) for one in rules] == [("age", "rule of tcvap")]
    assert problems(object_schema(full("service")), service) == []


def test_minimal_has_the_id_and_the_time_of_change_alone(session: Session) -> None:
    for one in _all(session, minimal("service")):
        assert set(one) <= {"id", "last_modified"}
        assert "id" in one


def test_objects_come_in_the_order_that_was_asked_for(session: Session) -> None:
    ids = list(reversed(find(session, "service", Wanted())[:5]))

    assert [one["id"] for one in read(session, listed("service"), ids)] == [
        wire_id("service", id) for id in ids
    ]


class TestFind:
    def test_filters_add_up(self, session: Session) -> None:
        term = wire_id("taxonomy_term", "needs:food")
        organization = (
            session.exec(select(tables.Service).where(tables.Service.id == "tcvap")).one().organization_id
        )
        by_term = find(session, "service", Wanted(taxonomy_term_id=term))
        by_owner = find(
            session, "service", Wanted(organization_id=wire_id("organization", str(organization)))
        )
        both = find(
            session,
            "service",
            Wanted(taxonomy_term_id=term, organization_id=wire_id("organization", str(organization))),
        )

        assert "tcvap" in both
        assert set(both) == set(by_term) & set(by_owner)
        assert len(both) < len(by_owner)

    def test_a_taxonomy_finds_what_bears_any_of_its_terms(self, session: Session) -> None:
        food = find(session, "service", Wanted(taxonomy_term_id=wire_id("taxonomy_term", "needs:food")))
        needs = find(session, "service", Wanted(taxonomy_id=wire_id("taxonomy", "needs")))

        assert set(food) < set(needs)

    def test_organizations_are_found_by_the_terms_of_their_services(self, session: Session) -> None:
        food = Wanted(taxonomy_term_id=wire_id("taxonomy_term", "needs:food"))
        owners = {
            session.get_one(tables.Service, id).organization_id for id in find(session, "service", food)
        }

        assert set(find(session, "organization", food)) == owners

    def test_our_own_columns_can_be_filtered_by_like_any_term(self, session: Session) -> None:
        found = find(
            session, "service", Wanted(taxonomy_term_id=wire_id("taxonomy_term", "puente_fields:sms"))
        )

        filled = session.exec(select(tables.Service).where(col(tables.Service.sms).is_not(None))).all()
        assert set(found) == {one.id for one in filled if one.hidden_because is None}
        assert found

    @pytest.mark.parametrize("field", ["taxonomy_term_id", "taxonomy_id", "organization_id"])
    def test_an_unknown_id_finds_nothing(self, session: Session, field: str) -> None:
        assert find(session, "service", Wanted(**{field: "no such id"})) == []

    def test_words_are_looked_for_as_they_stand(self, session: Session) -> None:
        assert "ehsd" in find(session, "organization", Wanted(search="county EMPLOYMENT"))
        assert find(session, "organization", Wanted(search="100%_")) == []

    def test_terms_are_found_by_their_taxonomy(self, session: Session) -> None:
        found = find(session, "taxonomy_term", Wanted(taxonomy_id=wire_id("taxonomy", "needs")))

        assert found
        assert all(id.startswith("needs:") for id in found)
