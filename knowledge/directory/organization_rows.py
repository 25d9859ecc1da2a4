"""Rows for organizations and their programs."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.directory import fact_models as facts
from knowledge.directory import tables
from knowledge.directory.confidential import Place, place_of
from knowledge.directory.file_models import Facts
from knowledge.directory.funding_rows import funding_rows
from knowledge.directory.statement_rows import aliases, open_points, remarks, statements
from knowledge.directory.tables import DirectoryTable
from knowledge.directory.way_rows import citations, public_email, public_page, way_rows


def organization_rows(loaded: Facts) -> Iterator[DirectoryTable]:
    kept = places(loaded)
    for position, item in enumerate(loaded.organizations.organizations):
        yield from _organization(item, position, kept[item.id])
    for position, program in enumerate(loaded.services.programs):
        yield from _program(program, position)


def places(loaded: Facts) -> dict[str, Place]:
    """'public' or 'never' by organization id, judged with all its services; theirs is the same."""
    named = {
        one.id: [one.id, one.name, one.name_es, *one.aliases] for one in loaded.organizations.organizations
    }
    described = {
        one.id: [one.what_it_does_en, one.what_it_does_es] for one in loaded.organizations.organizations
    }
    for service in loaded.services.services:
        named[service.organization] += [service.name_en, service.name_es, *service.needs]
        described[service.organization] += [service.description_en, service.description_es]
    return {identity: place_of(named[identity], described[identity]) for identity in named}


def _organization(item: facts.Organization, position: int, place: Place) -> Iterator[DirectoryTable]:
    words = item.sms
    yield tables.Organization(
        id=item.id,
        name=item.name,
        name_es=item.name_es,
        alternate_name=item.aliases[0] if item.aliases else None,
        description=item.what_it_does_en,
        description_es=item.what_it_does_es,
        email=public_email(item.contacts),
        website=public_page(item.contacts),
        place=place,
        kind=item.kind,
        sms_name=words.name if words else None,
        sms=words.en if words else None,
        sms_es=words.es if words else None,
        position=position,
    )
    yield from aliases("organization", item.id, item.aliases)
    for n, contact in enumerate(item.contacts):
        yield from way_rows(contact, n, f"organization.{item.id}", organization_id=item.id)
    for n, line in enumerate(item.funding):
        yield from funding_rows(line, item.id, n)
    yield from statements("organization", item.id, "role_in_response", item.role_in_response)
    yield from statements("organization", item.id, "facts", item.facts)
    notes = (item.note,) if item.note else ()
    yield from remarks("organization", item.id, "note", notes)
    yield from open_points("organization", item)


def _program(item: facts.Program, position: int) -> Iterator[DirectoryTable]:
    yield tables.Program(
        id=item.id,
        organization_id=item.organization,
        name=item.name_en,
        name_es=item.name_es,
        alternate_name=item.alternate_name,
        description=item.description_en,
        description_es=item.description_es,
        position=position,
    )
    yield from citations("program", item.id, item)
