"""The description of HSDS agrees with HSDS and with the tables."""

import pytest

from knowledge.directory.hsds.extras import MEANINGS
from knowledge.directory.hsds.public import table_of
from knowledge.directory.hsds.shape import LINE_EXTRAS, NOT_EXCHANGED, entities
from tests.knowledge.directory.hsds.official import official

TABLES = sorted(entities())


@pytest.mark.parametrize("table", TABLES)
def test_every_field_and_extra_is_a_column(table: str) -> None:
    entity = entities()[table]
    wanted = {field.name for field in entity.fields} | set(entity.extras)

    assert wanted - set(table_of(table).c.keys()) == set()


@pytest.mark.parametrize("table", TABLES)
def test_a_required_field_is_never_null_in_the_tables(table: str) -> None:
    columns = table_of(table).c
    required = [field.name for field in entities()[table].fields if field.required]

    assert [name for name in required if columns[name].nullable] == []


def test_every_column_that_goes_out_is_explained() -> None:
    extras = {name for entity in entities().values() for name in entity.extras} | set(LINE_EXTRAS)

    assert extras - MEANINGS.keys() == set()


def test_nothing_that_says_why_something_is_hidden_goes_out() -> None:
    kept = {"status_reason", "hidden_because", "show_to", "origin", "hotline_id", "position"}

    assert [name for entity in entities().values() for name in entity.extras if name in kept] == []


def test_a_table_comes_after_those_it_refers_to() -> None:
    order = list(entities())
    for entity in entities().values():
        for field in entity.references:
            if field.refers_to != entity.table:
                assert order.index(str(field.refers_to)) < order.index(entity.table)


@pytest.mark.parametrize("table", TABLES)
def test_fields_duties_formats_and_nesting_are_those_of_the_published_schema(table: str) -> None:
    schema = official(f"{table}.json")
    entity = entities()[table]
    properties = schema["properties"]
    nested = {name for name, value in properties.items() if "$ref" in value or "items" in value}

    assert {field.name for field in entity.fields} == properties.keys() - nested
    # A unit is nested, so in the row it is its id that is required.
    assert {field.name for field in entity.fields if field.required} == set(schema["required"]) - nested
    assert {field.name for field in entity.fields if field.in_tables} == set(
        schema.get("tabular_required", ())
    )
    for field in entity.fields:
        assert tuple(properties[field.name].get("enum", ())) == field.choices
        formats = {"uuid": "uuid", "uri": "uri", "email": "email", "datetime": "date-time"}
        assert properties[field.name].get("format") == formats.get(field.kind)
        assert (properties[field.name]["type"] == "number") == (field.kind == "number")
    ours = {nest.key for nest in entity.nests} - {"services", "service"}
    assert ours == nested - NOT_EXCHANGED - {"attributes"}
    assert entity.csv == schema["path"]
