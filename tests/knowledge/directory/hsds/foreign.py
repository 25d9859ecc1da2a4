"""HSDS data of an agency that does not exist, as another program would send it, in 3.0 and in 3.1."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def uuid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


ORGANIZATION, SERVICE, LOCATION, PLACED = uuid(1), uuid(2), uuid(3), uuid(4)
TAXONOMY, PARENT_TERM, TERM = uuid(20), uuid(21), uuid(22)


def term() -> Json:
    return {
        "id": TERM,
        "code": "food-pantry",
        "name": "Food pantry",
        "description": "Groceries to take home",
        "parent_id": PARENT_TERM,
        "taxonomy_id": TAXONOMY,
        "taxonomy_detail": {
            "id": TAXONOMY,
            "name": "Needs",
            "description": "What people need",
            "version": "2",
        },
    }


def parent_term() -> Json:
    return {"id": PARENT_TERM, "name": "Food", "description": "Anything to eat", "taxonomy_id": TAXONOMY}


def location() -> Json:
    return {
        "id": LOCATION,
        "location_type": "physical",
        "organization_id": ORGANIZATION,
        "name": "Main office",
        "latitude": 37.9361,
        "longitude": -122.3477,
        "addresses": [
            {
                "id": uuid(5),
                "address_1": "1 Example Plaza",
                "city": "Richmond",
                "state_province": "CA",
                "postal_code": "94801",
                "country": "US",
                "address_type": "physical",
            }
        ],
        "accessibility": [{"id": uuid(6), "description": "Ramp", "url": "https://pantry.example/access"}],
        "phones": [{"id": uuid(7), "number": "925-555-0101"}],
        "languages": [{"id": uuid(8), "name": "Spanish", "code": "es"}],
        "contacts": [{"id": uuid(9), "title": "Front desk", "email": "desk@pantry.example"}],
    }


def placed() -> Json:
    """A service at a location."""
    return {
        "id": PLACED,
        "location_id": LOCATION,
        "description": "Side door",
        "location": location(),
        "service_areas": [{"id": uuid(10), "name": "Contra Costa County"}],
        "schedules": [
            {
                "id": uuid(11),
                "freq": "WEEKLY",
                "byday": "MO,WE",
                "opens_at": "09:00-08:00",
                "closes_at": "17:00-08:00",
                "valid_from": "2026-01-01",
            }
        ],
        "phones": [{"id": uuid(12), "number": "925-555-0102", "extension": 7, "type": "voice"}],
    }


def service() -> Json:
    """Of HSDS 3.1: with a url object, a capacity and a labelled attribute."""
    return {
        "id": SERVICE,
        "organization_id": ORGANIZATION,
        "program_id": uuid(13),
        "program": {
            "id": uuid(13),
            "organization_id": ORGANIZATION,
            "name": "Kitchen",
            "description": "Cooking for all",
        },
        "name": "Pantry",
        "status": "active",
        "description": 'Groceries every week, "no questions"\nand no papers',
        "email": "pantry@pantry.example",
        "url": "https://pantry.example/food?id=1",
        "minimum_age": 18,
        "last_modified": "2026-10-01T09:00:00-07:00",
        "service_at_locations": [placed()],
        "phones": [
            {
                "id": uuid(14),
                "number": "925-555-0103",
                "languages": [{"id": uuid(15), "name": "Tagalog", "code": "tl"}],
            }
        ],
        "cost_options": [{"id": uuid(16), "option": "Gift", "currency": "USD", "amount": 2.5}],
        "required_documents": [{"id": uuid(17), "document": "None"}],
        "additional_urls": [{"id": uuid(18), "url": "https://pantry.example/es", "label": "En español"}],
        "capacities": [
            {
                "id": uuid(19),
                "available": 12,
                "maximum": 40,
                "updated": "2026-10-01T16:00:00Z",
                "unit": {"id": uuid(30), "name": "boxes"},
            }
        ],
        "funding": [{"id": uuid(31), "source": "A bake sale"}],
        "attributes": [
            {
                "id": uuid(32),
                "link_type": "category",
                "taxonomy_term_id": TERM,
                "label": "Kind",
                "taxonomy_term": term(),
            }
        ],
    }


def organization() -> Json:
    return {
        "id": ORGANIZATION,
        "name": "Example Pantry",
        "description": "Neighbours who share food",
        "website": "https://pantry.example",
        "year_incorporated": 1998,
        "organization_identifiers": [
            {
                "id": uuid(33),
                "identifier_type": "EIN",
                "identifier": "00-0000000",
                "identifier_scheme": "US-EIN",
            }
        ],
        "contacts": [
            {"id": uuid(34), "name": "Office", "phones": [{"id": uuid(35), "number": "925-555-0104"}]}
        ],
        "locations": [location()],
        "services": [service()],
    }


def directory() -> Json:
    """All of it, in lists by name."""
    return {"organizations": [organization()], "taxonomy_terms": [parent_term(), term()]}


def old_service() -> Json:
    """Of HSDS 3.0, with nulls, a change record, and properties that HSDS does not name."""
    return {
        "id": uuid(40).upper(),
        "organization": {"id": uuid(41), "name": "Old Example", "description": "Still on 3.0", "email": None},
        "name": "Rides",
        "status": "temporarily closed",
        "color": "green",
        "last_modified": "2023-03-15T10:30:45.123Z",
        "phones": [{"id": uuid(42), "number": "925-555-0105", "extension": None, "sms_capable": True}],
        "metadata": [{"id": uuid(43), "previous_value": "9 Hidden Lane"}],
    }


def sent(one: Any) -> Any:
    """The organization with the terms that it needs."""
    return {"taxonomy_terms": [parent_term()], "organizations": [one]}


def changed(path: tuple[Any, ...], value: Any) -> Any:
    """The organization with another value at the end of the path; without it for None."""
    data = organization()
    holder = data
    for step in path[:-1]:
        holder = holder[step]
    if value is None:
        del holder[path[-1]]
    else:
        holder[path[-1]] = value
    return data
