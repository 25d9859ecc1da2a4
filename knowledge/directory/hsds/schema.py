"""JSON Schemas (2020-12) of HSDS objects as this directory gives them out, made from the description."""

from __future__ import annotations

from typing import Any

from knowledge.directory.hsds.shape import (
    WITHOUT_ATTRIBUTES,
    HsdsField,
    Kind,
    Nest,
    entities,
)
from knowledge.directory.hsds.views import View, listed

Schema = dict[str, Any]

_TYPES: dict[Kind, Schema] = {
    "text": {"type": "string"},
    "uuid": {"type": "string", "format": "uuid"},
    "uri": {"type": "string", "format": "uri"},
    "email": {"type": "string", "format": "email"},
    "number": {"type": "number"},
    "date": {"type": "string", "format": "date"},
    "datetime": {"type": "string", "format": "date-time"},
    "time": {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-]\d\d:\d\d)?$"},
}


def object_schema(view: View) -> Schema:
    """The schema of one object in this view. Nothing beside HSDS's own properties, nothing null."""
    fields = [
        field for field in entities()[view.table].fields if view.fields is None or field.name in view.fields
    ]
    properties = {field.name: _field_schema(field) for field in fields}
    properties |= {nest.key: _nest_schema(nest, inner) for nest, inner in view.nests}
    if view.tagged and view.table not in WITHOUT_ATTRIBUTES:
        properties["attributes"] = {"type": "array", "items": object_schema(listed("attribute"))}
    required = [field.name for field in fields if field.required]
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def page_schema(contents: Schema) -> Schema:
    """The schema of a page of such objects."""
    whole = {"type": "integer", "minimum": 0}
    properties: Schema = {name: whole for name in ("total_items", "total_pages", "page_number", "size")}
    properties |= {name: {"type": "boolean"} for name in ("first_page", "last_page", "empty")}
    properties["contents"] = {"type": "array", "items": contents}
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _field_schema(field: HsdsField) -> Schema:
    if field.choices:
        return {"type": "string", "enum": list(field.choices)}
    return dict(_TYPES[field.kind])


def _nest_schema(nest: Nest, inner: View) -> Schema:
    schema = object_schema(inner)
    return {"type": "array", "items": schema} if nest.many else schema
