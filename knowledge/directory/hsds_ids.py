"""The ids of the directory on the wire, where HSDS wants UUIDs and our own ids are readable text."""

from __future__ import annotations

from uuid import NAMESPACE_URL, UUID, uuid5

# Never to change: every id that another agency has stored would change with it.
NAMESPACE = uuid5(NAMESPACE_URL, "https://puente.example/directory")


def wire_id(table: str, id: str) -> str:
    """The UUID of a row: its id where that is a UUID (in its usual writing), else one made of table and id.

    The same row has the same UUID in every build, on every machine.
    """
    return id.lower() if is_uuid(id) else str(uuid5(NAMESPACE, f"{table}/{id}"))


def is_uuid(id: str) -> bool:
    """True for a UUID as HSDS writes it, 36 signs with four hyphens, in either case."""
    try:
        return str(UUID(id)) == id.lower()
    except ValueError:
        return False
