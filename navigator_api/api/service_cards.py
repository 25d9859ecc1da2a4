"""A service that was found, as JSON."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from knowledge.directory.results import Citation, ServiceHit
from knowledge.directory.search.find import Hit
from knowledge.directory.search.reasons import say, say_unknown
from knowledge.words import Words


def card(service: ServiceHit, hit: Hit, *, is_open: bool | None) -> dict[str, Any]:
    """A ServiceOut."""
    reaches = service.reaches_law_enforcement_label
    return {
        "service": service.id,
        "name": _words(service.name),
        "organization": {"id": service.organization_id, "name": service.organization_name},
        "description": _words(service.description),
        "numbers": [asdict(way) for way in service.phones],
        "pages": [asdict(way) for way in service.pages],
        "first_steps": _words(service.first_steps),
        "ages": _words(service.ages),
        "languages": _words(service.languages),
        "cost": _words(service.cost),
        "area_served": _words(service.area_served),
        "reaches_law_enforcement": {
            "id": service.reaches_law_enforcement,
            "en": reaches.en,
            "es": reaches.es,
        },
        "answered_by": _words(service.answered_by_label),
        "never_alone_beside": list(service.pair_with),
        "warnings": [_words(warning) for warning in service.warnings],
        "open_now": is_open,
        "because": [{"id": one.kind, "en": say(one, "en"), "es": say(one, "es")} for one in hit.because],
        "unknown": [
            {"id": name, "en": say_unknown(name, "en"), "es": say_unknown(name, "es")} for name in hit.unknown
        ],
        "citation": _citations(service.sources),
    }


def _words(words: Words | None) -> dict[str, str | None] | None:
    return None if words is None else {"en": words.en, "es": words.es}


def _citations(sources: Iterable[Citation]) -> list[dict[str, Any]]:
    return [
        {"title": one.title, "url": one.url, "as_of": one.as_of, "checked": one.checked} for one in sources
    ]
