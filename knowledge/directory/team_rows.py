"""Rows for collaboratives: members, leads, committees, goals, and all that is said of them."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.directory import fact_models as facts
from knowledge.directory import tables
from knowledge.directory.file_models import Facts
from knowledge.directory.statement_rows import aliases, open_points, statement_id, statements
from knowledge.directory.tables import DirectoryTable

_TOPIC = "facts"  # the statements of a team are numbered as one list, whatever their topics


def team_rows(loaded: Facts) -> Iterator[DirectoryTable]:
    for position, item in enumerate(loaded.collaboratives.collaboratives):
        yield tables.Collaborative(
            id=item.id,
            name=item.name,
            purpose=item.purpose_en,
            purpose_es=item.purpose_es,
            reaches_law_enforcement=item.reaches_law_enforcement,
            position=position,
        )
        yield from aliases("collaborative", item.id, item.aliases)
        for n, organization_id in enumerate(item.organization_ids):
            yield tables.CollaborativeMember(
                collaborative_id=item.id, organization_id=organization_id, position=n
            )
        yield from statements("collaborative", item.id, _TOPIC, item.facts)
        yield from _sayings(item)
        yield from open_points("collaborative", item)


def _sayings(item: facts.Collaborative) -> Iterator[DirectoryTable]:
    """Leads, committees and goals; what is withdrawn, or not for everybody, stays a statement only."""
    for n, said in enumerate(item.facts):
        if said.status is not None or said.show_to is not None:
            continue
        identity = statement_id("collaborative", item.id, _TOPIC, n)
        match said.topic:
            case "led_by":
                yield from _lead(item.id, n, identity, said)
            case "committees":
                yield tables.CollaborativeCommittee(
                    collaborative_id=item.id,
                    position=n,
                    statement_id=identity,
                    text=said.value,
                    text_es=said.value_es,
                )
            case "goals" | "objectives":
                yield tables.CollaborativeGoal(
                    collaborative_id=item.id,
                    position=n,
                    statement_id=identity,
                    text=said.value,
                    text_es=said.value_es,
                    kind=said.topic.removesuffix("s"),
                )


def _lead(
    collaborative_id: str, n: int, identity: str, said: facts.TeamStatement
) -> Iterator[DirectoryTable]:
    yield tables.CollaborativeLead(
        collaborative_id=collaborative_id,
        position=n,
        statement_id=identity,
        text=said.value,
        text_es=said.value_es,
    )
    for place, organization_id in enumerate(said.organization_ids):
        yield tables.CollaborativeLeadOrganization(
            collaborative_id=collaborative_id,
            statement_id=identity,
            organization_id=organization_id,
            position=place,
        )
