"""What the queries give back: frozen, in both languages, with their sources."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.words import Words as Words


@dataclass(frozen=True)
class Citation:
    """Where a fact was read. `title` and `as_of` are for people; `checked` is the ISO date of the check."""

    title: str
    url: str | None
    as_of: str
    checked: str
    verified: str


@dataclass(frozen=True)
class WayIn:
    """A number, page or e-mail: `printed` as shown ("HELP to 233733"), `value` the bare number or URL.

    `kind` is voice, text, fax, tty, web, chat or email. `dialled` is the ISO date a person tried it, or None.
    """

    printed: str
    kind: str
    value: str
    word: str | None
    label: str | None
    confirmation: str
    dialled: str | None
    note: str | None


@dataclass(frozen=True)
class Said:
    """One statement about an entity, under its topic."""

    topic: str
    text: Words
    note: str | None
    sources: tuple[Citation, ...]


@dataclass(frozen=True)
class SmsWords:
    """A service or organization in one line of a text."""

    name: str
    about: Words


@dataclass(frozen=True)
class ServiceHit:
    """A service that may be told of; `phones` (voice, text, tty) is never empty for a texter."""

    id: str
    name: Words
    organization_id: str
    organization_name: str
    phones: tuple[WayIn, ...]
    pages: tuple[WayIn, ...]
    description: Words
    sms: SmsWords | None
    first_steps: Words | None
    ages: Words | None
    languages: Words
    cost: Words | None
    reaches_law_enforcement: str
    reaches_law_enforcement_label: Words
    answered_by_label: Words | None
    warnings: tuple[Words, ...]
    area_served: Words
    serves_contra_costa: bool
    hotline_ids: tuple[str, ...]
    pair_with: tuple[str, ...]
    eligibility_id: str | None
    sources: tuple[Citation, ...]


@dataclass(frozen=True)
class PairLine:
    """A line to stand beside one that never stands alone."""

    id: str
    name: Words
    numbers: tuple[WayIn, ...]


@dataclass(frozen=True)
class HotlineEntry:
    """A line with the numbers a texter may be given (never empty) and who answers.

    `pair_with` is filled for a line that never stands alone. `offer_to` limits the audiences; empty is all.
    """

    id: str
    organization_id: str | None
    name: Words
    kind: str
    numbers: tuple[WayIn, ...]
    who_answers: Words
    answered_by: str
    answered_by_label: Words
    reaches_law_enforcement: str
    reaches_law_enforcement_label: Words
    hours: Words | None
    area_served: Words | None
    statements: tuple[Said, ...]
    pair_with: tuple[PairLine, ...]
    never_alone_because: Words | None
    offer_to: tuple[str, ...]
    advocate_rank: int | None


@dataclass(frozen=True)
class ContractLineEntry:
    """What one line of funding paid for; a line with `is_total` is the sum of others."""

    bureau: str
    purpose: str
    amount: str
    amount_usd: int | None
    fiscal_year: str
    is_total: bool
    sources: tuple[Citation, ...]


@dataclass(frozen=True)
class OrganizationEntry:
    id: str
    name: Words
    aliases: tuple[str, ...]
    kind: str
    kind_label: Words
    what_it_does: Words
    sms: SmsWords | None
    contacts: tuple[WayIn, ...]
    contract_lines: tuple[ContractLineEntry, ...]
    statements: tuple[Said, ...]


@dataclass(frozen=True)
class TeamSaying:
    """A committee of a team, as its sources tell of it."""

    text: Words
    sources: tuple[Citation, ...]


@dataclass(frozen=True)
class TeamLead(TeamSaying):
    """Who leads; `organizations` are (id, name) of those among ours that it names."""

    organizations: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class TeamGoal(TeamSaying):
    """`kind` is goal or objective."""

    kind: str


@dataclass(frozen=True)
class CollaborativeEntry:
    """`members` are (organization id, name)."""

    id: str
    name: str
    aliases: tuple[str, ...]
    purpose: Words
    reaches_law_enforcement: str | None
    members: tuple[tuple[str, str], ...]
    statements: tuple[Said, ...]
    leads: tuple[TeamLead, ...]
    committees: tuple[TeamSaying, ...]
    goals: tuple[TeamGoal, ...]


@dataclass(frozen=True)
class AnswerEntry:
    """A reviewed answer. The lines of `hotline_ids` go under it; withdrawn ones are left out already."""

    id: str
    audience: str
    topic: str
    questions_en: tuple[str, ...]
    questions_es: tuple[str, ...]
    sms: Words
    web: Words
    reaches_law_enforcement: str | None
    hotline_ids: tuple[str, ...]
    service_ids: tuple[str, ...]
    sources: tuple[Citation, ...]
