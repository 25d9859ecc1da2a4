"""How much of an object is shown: everything nested, a row of a list, or its id alone."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.directory.hsds.shape import Nest, entities

MINIMAL_FIELDS = ("id", "last_modified")


@dataclass(frozen=True)
class View:
    """`fields` are the shown ones, all if None; `tagged` objects carry their attributes and metadata."""

    table: str
    nests: tuple[tuple[Nest, View], ...] = ()
    tagged: bool = False
    fields: tuple[str, ...] | None = None


def full(table: str) -> View:
    """Everything that hangs on the object, as `/services/{id}` gives it; an organization without services."""
    return _full(table, (), services=False)


def with_services(*, complete: bool) -> View:
    """An organization with everything, its services as list rows or (`complete`) with all of theirs."""
    whole = _full("organization", (), services=complete)
    if complete:
        return whole
    nest = _nest("organization", "services")
    return View("organization", (*whole.nests, (nest, View("service"))), tagged=True)


def listed(table: str) -> View:
    """The object and what it has exactly one of, as lists give it."""
    return _listed(table, ())


def minimal(table: str) -> View:
    """What a caller needs who only wants to know what is new."""
    return View(table, fields=MINIMAL_FIELDS)


def _full(table: str, above: tuple[str, ...], *, services: bool) -> View:
    """Nothing stands inside itself, however deep; services only in an organization that is the top."""
    path = (*above, table)
    nests = tuple(
        (nest, _full(nest.table, path, services=services))
        for nest in entities()[table].nests
        if nest.table not in path and (nest.key != "services" or (services and not above))
    )
    return View(table, nests, tagged=True)


def _listed(table: str, above: tuple[str, ...]) -> View:
    path = (*above, table)
    nests = tuple(
        (nest, _listed(nest.table, path))
        for nest in entities()[table].nests
        if not nest.many and nest.table not in path
    )
    return View(table, nests)


def _nest(table: str, key: str) -> Nest:
    return next(nest for nest in entities()[table].nests if nest.key == key)
