"""A screening as JSON. Plain data, made fast: the models of schemas.py only describe it."""

from collections.abc import Iterable, Mapping
from typing import Any

from knowledge.rules.criteria import Citation, Said
from knowledge.rules.fields import Field, Fields
from knowledge.rules.screen import Reason, Result, Screening
from knowledge.words import Words

_LISTS = ("documents", "proof", "warnings", "unsure", "show", "gives", "duration", "ends_when")


def screening(found: Screening, fields: Fields) -> dict[str, Any]:
    """A ScreeningOut."""
    return {
        "on": found.on.isoformat(),
        "disclaimer": _text(fields.disclaimer),
        "results": [_result(result, fields) for result in found.results],
        "ask_next": found.ask_next,
    }


def all_fields(fields: Fields) -> dict[str, Any]:
    """A FieldsOut."""
    return {
        "purpose": _text(fields.purpose),
        "before": _text(fields.before),
        "disclaimer": _text(fields.disclaimer),
        "verdicts": {name: _text(words) for name, words in fields.verdicts.items()},
        "fields": [_field(field) for field in fields.by_id.values()],
    }


def _result(result: Result, fields: Fields) -> dict[str, Any]:
    version = result.version
    return {
        "service": result.service,
        "verdict": result.verdict,
        "verdict_text": _text(fields.verdicts[result.verdict]),
        "who": _text(version.who),
        "reasons": [_reason(reason) for reason in result.reasons],
        "missing": [_missing(reason, fields.by_id) for reason in result.missing],
        "ask_next": result.ask_next,
        "ask_whom": list(result.ask_whom),
        "instead": _all_said(result.instead),
        "notes": _all_said(result.notes),
        **{name: _all_said(getattr(version, name)) for name in _LISTS},
        "rule_version": version.number,
        "effective_from": version.effective_from.isoformat() if version.effective_from else None,
        "checked": version.checked.isoformat(),
    }


def _reason(reason: Reason) -> dict[str, Any]:
    leaf = reason.leaf
    return {
        "field": leaf.asks,
        "outcome": reason.outcome,
        "text": _text(leaf.text),
        "citation": _citations(leaf.citations),
        "confirm_by": leaf.confirm_by,
    }


def _missing(reason: Reason, fields: Mapping[str, Field]) -> dict[str, Any]:
    field = fields[str(reason.leaf.asks)]
    return {
        "field": field.id,
        "text": _text(reason.leaf.text),
        "citation": _citations(reason.leaf.citations),
        "question": _text(field.question),
        "why": _text(field.why),
        "sensitivity": field.sensitivity,
        "by_text": field.by_text,
    }


def _all_said(said: Iterable[Said]) -> list[dict[str, Any]]:
    return [
        {
            "text": _text(one.text),
            "citation": _citations(one.citations),
            "go_to": list(one.go_to),
            "ask": list(one.ask),
            "topic": one.topic,
            "always_show": one.always_show,
        }
        for one in said
    ]


def _citations(citations: Iterable[Citation]) -> list[dict[str, Any]]:
    return [
        {"title": one.title, "url": one.url, "as_of": one.as_of, "checked": one.checked} for one in citations
    ]


def _field(field: Field) -> dict[str, Any]:
    return {
        "id": field.id,
        "type": field.type,
        "label": _text(field.label),
        "question": _text(field.question),
        "why": _text(field.why),
        "sensitivity": field.sensitivity,
        "by_text": field.by_text,
        "on_contrary": field.on_contrary,
        "ask_of": "professional" if field.professional else None,
        "values": [{"id": name, "label": _text(words)} for name, words in field.values.items()],
        "unit": field.unit,
        "bands": [list(band) for band in field.bands],
    }


def _text(words: Words) -> dict[str, str | None]:
    return {"en": words.en, "es": words.es}
