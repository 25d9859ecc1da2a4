"""Places that must not be known: what is recognised, and that the database itself refuses them."""

from collections.abc import Iterator

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, select

from knowledge.directory import tables
from knowledge.directory.confidential import place_of, why_never
from knowledge.directory.engine import engine
from knowledge.directory.load import load_facts
from knowledge.directory.migrate import migrate


@pytest.mark.parametrize(
    "name",
    [
        "Emergency Shelter for Women",
        "STAND! transitional housing",
        "emergency_shelter",
        "The Safehouse Project",
        "Domestic Violence Services",
        "Women's Refuge",
        "Human Trafficking Intervention",
        "CONFIDENTIAL",
        "Location undisclosed",
        "Albergue Esperanza",
        "Casa segura",
        "Apoyo por violencia doméstica",
        "Víctimas de trata",
        "Sexual-Assault Response",
        "stand",
        "calli_house",
    ],
)
def test_a_name_address_or_term_like_this_keeps_its_place(name: str) -> None:
    assert place_of(["Some agency", name]) == "never"
    assert why_never([name])


@pytest.mark.parametrize(
    "name",
    [
        "Food Pantry",
        "Refugee Services",
        "Legal Aid",
        "Free clinic",
        "Biblioteca",
        "Strata Housing",
        "Standards",
    ],
)
def test_a_name_like_this_may_be_known(name: str) -> None:
    assert place_of([name, None]) == "public"
    assert why_never([name]) is None


@pytest.mark.parametrize(
    ("description", "place"),
    [
        ("We run a safe house.", "never"),
        ("Shelter for families. The address is confidential.", "never"),
        ("Ubicación confidencial.", "never"),
        ("Call us for the undisclosed location.", "never"),
        ("Free and confidential counseling.", "public"),
        ("Refers people to a shelter.", "public"),
    ],
)
def test_a_description_counts_when_it_speaks_of_a_secret_place(description: str, place: str) -> None:
    assert place_of(["Some agency"], [description]) == place


def test_the_reason_quotes_the_word_and_nothing_else() -> None:
    assert why_never(["Maria's Shelter, 12 Elm Street"]) == "it speaks of 'shelter'"


def test_who_gives_shelter_in_the_facts_has_no_place(session: Session) -> None:
    places = dict(session.exec(select(tables.Organization.id, tables.Organization.place)).all())
    for service in load_facts().services.services:
        if {"emergency_shelter", "transitional_housing"} & set(service.needs):
            assert places[service.organization] == "never", service.id
    assert {places["stand"], places["calli_house"], places["cvs"]} == {"never"}
    assert {places["ca_courts"], places["uscis"]} <= {"public", "never"}
    assert "public" in places.values()


def test_a_service_has_the_place_of_its_organization(session: Session) -> None:
    service, owner = tables.Service, tables.Organization
    pairs = session.exec(
        select(service.place, owner.place).join(owner, owner.id == service.organization_id)
    ).all()
    assert len(pairs) == 58
    assert all(own == of_owner for own, of_owner in pairs)


@pytest.fixture(params=["empty_url", "postgres_url"])
def stored(request: pytest.FixtureRequest) -> Iterator[Session]:
    """A library that anybody may find, and a house that nobody may, each with a service."""
    url = request.getfixturevalue(request.param)
    migrate(url)
    made = engine(url)
    with Session(made) as session:
        for id, place in (("library", "public"), ("house", "never")):
            session.add(tables.Organization(id=id, name=id, description=id, place=place))
            session.flush()
            session.add(tables.Service(id=id, organization_id=id, name=id, status="active", place=place))
        session.add(tables.Location(id="office", location_type="physical"))
        session.commit()
        yield session
    made.dispose()


def refused(session: Session, *rows: SQLModel) -> bool:
    """Whether the database refuses the rows, at once or when they are committed."""
    try:
        for row in rows:
            session.add(row)
            session.flush()
        session.commit()
    except IntegrityError:
        session.rollback()
        return True
    return False


def location(**columns: str) -> tables.Location:
    return tables.Location(id="place", location_type="physical", **columns)


def test_a_public_service_may_have_a_location(stored: Session) -> None:
    at = tables.ServiceAtLocation(id="at", service_id="library", location_id="office")
    assert not refused(stored, location(organization_id="library"), at)


@pytest.mark.parametrize("place", ["public", "never", ""])
def test_the_database_refuses_a_location_for_a_service_whose_place_may_not_be_known(
    stored: Session, place: str
) -> None:
    at = tables.ServiceAtLocation(id="at", service_id="house", location_id="office", place=place)
    assert refused(stored, at)


@pytest.mark.parametrize("place", ["public", "never", ""])
def test_the_database_refuses_a_location_for_such_an_organization(stored: Session, place: str) -> None:
    assert refused(stored, location(organization_id="house", place=place))


def test_the_database_refuses_an_address_without_a_location(stored: Session) -> None:
    columns = {"address_1": "x", "city": "x", "state_province": "CA", "postal_code": "x", "country": "US"}
    assert refused(stored, tables.Address(id="a", location_id="nowhere", address_type="physical", **columns))


def test_the_database_refuses_to_hide_a_place_that_is_still_on_file(stored: Session) -> None:
    at = tables.ServiceAtLocation(id="at", service_id="library", location_id="office")
    assert not refused(stored, at)
    for kind in (tables.Organization, tables.Service):
        stored.get_one(kind, "library").place = "never"
    assert refused(stored)


def test_the_database_refuses_a_public_service_of_a_hidden_organization(stored: Session) -> None:
    service = tables.Service(id="desk", organization_id="house", name="d", status="active", place="public")
    assert refused(stored, service)


def test_the_database_refuses_a_third_kind_of_place(stored: Session) -> None:
    assert refused(stored, tables.Organization(id="x", name="x", description="x", place="maybe"))
