from knowledge.directory.load import load_facts
from knowledge.directory.usual import first_services, grouped, kinds, usual
from knowledge.rules.load import load_rules


def test_every_need_and_service_of_the_table_exists() -> None:
    facts = load_facts()
    needs, services = (
        {need.id for need in facts.taxonomy.needs},
        {service.id for service in facts.services.services},
    )
    assert {need for one in (*usual().values(), *kinds().values()) for need in one.needs} <= needs
    assert {service for one in usual().values() for service in (*one.first, *one.under_18)} <= services


def test_a_kind_is_told_by_values_of_the_field() -> None:
    values = load_rules().fields.by_id["harm_types"].values
    assert all(kind.harm_types <= values.keys() for kind in kinds().values())


def test_no_need_stands_in_two_groups() -> None:
    every = [need for one in usual().values() for need in one.needs]
    assert len(every) == len(set(every))


def test_the_young_get_what_is_theirs_first_and_then_the_rest() -> None:
    young, grown = (first_services(("emergency_shelter",), young=one) for one in (True, False))
    assert young[0] == "runaway_line"
    assert grown[0] == "cc_211_referral"
    assert set(grown) < set(young)


def test_a_need_without_a_row_has_none_that_stands_first() -> None:
    assert first_services(("ice_response",), young=True) == ()


def test_needs_of_one_row_are_looked_for_together_in_the_order_chosen() -> None:
    assert grouped(["food", "transitional_housing", "ice_response", "emergency_shelter"]) == (
        ("food",),
        ("emergency_shelter", "transitional_housing"),
        ("ice_response",),
    )
