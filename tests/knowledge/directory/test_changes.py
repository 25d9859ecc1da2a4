from knowledge.directory.changes import Change, as_text, compare, history, services_touched

OLD = {
    ("a",): {"id": "a", "uuid": "u", "name": "Food", "note": None, "position": 0},
    ("b",): {"id": "b", "uuid": "v", "name": "Bed", "note": "ask", "position": 1},
}


def test_rows_are_new_changed_or_gone() -> None:
    new = {
        ("a",): {"id": "a", "name": "Meals", "note": None, "position": 0},
        ("c",): {"id": "c", "name": "Law"},
    }
    found = compare(OLD, new)
    assert (set(found.inserted), set(found.updated), set(found.deleted)) == ({("c",)}, {("a",)}, {("b",)})


def test_a_row_that_stayed_is_no_change_though_the_database_knows_more_of_it() -> None:
    new = {key: {name: value for name, value in row.items() if name != "uuid"} for key, row in OLD.items()}
    found = compare(OLD, new)
    assert [*found.inserted, *found.updated, *found.deleted] == []


def test_each_field_that_changed_is_told_with_both_values() -> None:
    new = {
        ("a",): {"id": "a", "name": "Meals", "note": "new", "position": 0},
        ("c",): {"id": "c", "name": "Law"},
    }
    assert list(history("service", compare(OLD, new), OLD)) == [
        Change("create", "service", "c", "name", None, "Law"),
        Change("update", "service", "a", "name", "Food", "Meals"),
        Change("update", "service", "a", "note", None, "new"),
        Change("delete", "service", "b", "name", "Bed", None),
        Change("delete", "service", "b", "note", "ask", None),
    ]


def test_another_place_in_the_order_is_written_but_is_no_history() -> None:
    new = {("a",): {**OLD["a",], "position": 1}, ("b",): {**OLD["b",], "position": 0}}
    found = compare(OLD, new)
    assert len(found.updated) == 2
    assert list(history("service", found, OLD)) == []


def test_values_are_text_as_hsds_wants_them() -> None:
    assert [as_text(value) for value in (None, True, False, 18, "x", "")] == [
        "",
        "true",
        "false",
        "18",
        "x",
        "",
    ]


def test_a_service_is_touched_by_what_hangs_on_it() -> None:
    assert services_touched("service", [{"id": "a"}]) == {"a"}
    assert services_touched("phone", [{"id": "p", "service_id": "a"}, {"id": "q", "service_id": None}]) == {
        "a"
    }
    tags = [{"link_entity": "service", "link_id": "a"}, {"link_entity": "organization", "link_id": "o"}]
    assert services_touched("attribute", tags) == {"a"}
    assert services_touched("organization", [{"id": "o"}]) == set()
