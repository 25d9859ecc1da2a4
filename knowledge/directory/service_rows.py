"""Rows for services and what hangs on them."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.directory import fact_models as facts
from knowledge.directory import tables
from knowledge.directory.confidential import Place
from knowledge.directory.file_models import Facts
from knowledge.directory.organization_rows import places
from knowledge.directory.statement_rows import open_points, statement, statements
from knowledge.directory.tables import DirectoryTable
from knowledge.directory.verification_rows import checked_row
from knowledge.directory.way_rows import citations, public_email, public_page, way_rows

# The languages that the facts name, by ISO 639-1 code, as HSDS wants a name beside the code.
_LANGUAGES = {"en": "English", "es": "Spanish"}


def service_rows(loaded: Facts) -> Iterator[DirectoryTable]:
    kept = places(loaded)
    for position, item in enumerate(loaded.services.services):
        yield _service(item, position, kept[item.organization], loaded)
        yield from citations("service", item.id, item)
        yield from _checks(item, loaded)
        yield from _area(item, loaded)
        yield from _terms(item)
        yield from _papers(item, loaded)
        yield from _ways(item)
        for n, warning in enumerate(item.warnings):
            yield from statement("service", item.id, "warnings", n, warning, warning.en, warning.es)
        yield from statements("service", item.id, "facts", item.facts)
        yield from open_points("service", item)


def newest_service_check(item: facts.Service) -> str:
    """The newest date of check of anything said of the service: an ISO date."""
    return max(one.checked for one in (item, *item.how_to_reach, *item.facts, *item.warnings))


def _service(item: facts.Service, position: int, place: Place, loaded: Facts) -> tables.Service:
    ages, words = item.ages, item.sms
    eligibility = loaded.eligibility.get(item.id)
    version = eligibility.current() if eligibility else None
    who, who_not = version.who if version else None, item.not_for
    return tables.Service(
        id=item.id,
        organization_id=item.organization,
        program_id=item.program,
        name=item.name_en,
        name_es=item.name_es,
        description=item.description_en,
        description_es=item.description_es,
        url=public_page(item.how_to_reach),
        email=public_email(item.how_to_reach),
        status="active" if item.status is None else "defunct",
        hidden_because=item.status_reason or item.status,
        application_process=item.first_steps_en,
        application_process_es=item.first_steps_es,
        interpretation_services=item.languages.en,
        interpretation_services_es=item.languages.es,
        fees_description=item.cost.en,
        fees_description_es=item.cost.es,
        eligibility_description=who.en if who else None,
        eligibility_description_es=who.es if who else None,
        ineligibility_description=who_not.en if who_not else None,
        ineligibility_description_es=who_not.es if who_not else None,
        minimum_age=ages.min if ages else None,
        maximum_age=ages.max if ages else None,
        assured_date=item.checked,
        last_modified=f"{newest_service_check(item)}T00:00:00Z",
        place=place,
        kind=item.kind,
        ages=ages.en if ages else None,
        ages_es=ages.es if ages else None,
        sms_name=words.name if words else None,
        sms=words.en if words else None,
        sms_es=words.es if words else None,
        reaches_law_enforcement=item.reaches_law_enforcement,
        eligibility_id=item.eligibility_id,
        position=position,
    )


def _checks(item: facts.Service, loaded: Facts) -> Iterator[DirectoryTable]:
    yield checked_row("service", item.id, "description", item.checked, item.verified)
    eligibility = loaded.eligibility.get(item.id)
    if eligibility and (version := eligibility.current()):
        yield checked_row("service", item.id, "eligibility", version.checked, "review")


def _area(item: facts.Service, loaded: Facts) -> Iterator[DirectoryTable]:
    area = next(area for area in loaded.taxonomy.areas if area.id == item.area_served)
    yield tables.ServiceArea(
        id=item.id,
        service_id=item.id,
        name=area.label_en,
        name_es=area.label_es,
        extent=area.label_en,
        extent_type="text",
        area=area.id,
        serves_contra_costa=area.serves_contra_costa,
    )
    yield tables.CostOption(id=item.id, service_id=item.id, option=item.cost.en, option_es=item.cost.es)


def _terms(item: facts.Service) -> Iterator[DirectoryTable]:
    for code in item.languages.codes:
        identity, name = f"{item.id}.{code}", _LANGUAGES.get(code, code)
        yield tables.Language(id=identity, service_id=item.id, name=name, code=code, note=item.languages.en)
    links = [("need", "needs", need) for need in item.needs]
    links += [("trafficking_type", "trafficking_types", kind) for kind in item.trafficking_types]
    for link_type, taxonomy_id, code in links:
        yield tables.Attribute(
            id=f"{item.id}.{code}",
            link_id=item.id,
            link_entity="service",
            link_type=link_type,
            taxonomy_term_id=f"{taxonomy_id}:{code}",
        )


def _papers(item: facts.Service, loaded: Facts) -> Iterator[DirectoryTable]:
    eligibility = loaded.eligibility.get(item.id)
    version = eligibility.current() if eligibility else None
    for n, paper in enumerate(version.documents if version else ()):
        yield tables.RequiredDocument(
            id=f"{item.id}.{n}", service_id=item.id, document=paper.en, document_es=paper.es, position=n
        )


def _ways(item: facts.Service) -> Iterator[DirectoryTable]:
    for n, way in enumerate(item.how_to_reach):
        yield from way_rows(way, n, f"service.{item.id}", service_id=item.id)
    for n, hotline_id in enumerate(item.hotline_ids):
        yield tables.ServiceHotline(service_id=item.id, hotline_id=hotline_id, position=n)
