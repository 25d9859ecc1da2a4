"""The shape of the facts files: one pydantic model an object, unknown keys refused.

No model has a place for a location except an organization's contact of mode `address`, which is an office
for professionals (fact_checks refuses it for whoever runs a shelter). Values of a vocabulary, and ids, are
plain text here; fact_checks compares them, so that a refusal can name the file and the line.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Text = Annotated[str, Field(min_length=1)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
IsoDate = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class Fact(BaseModel):
    """Base of every model: nothing unknown, nothing changed after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(Fact):
    """Where a fact was read: a title (shown to people), a page, or both; as_of is the date of that source."""

    title: Text | None = None
    url: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None
    as_of: Text

    @model_validator(mode="after")
    def _names_something(self) -> Source:
        if self.title is None and self.url is None:
            raise ValueError("a source needs a title or a url")
        return self


class Sourced(Fact):
    """Every fact: at least one source, how it was verified, and the date of the check (or its file's)."""

    source: Annotated[tuple[Source, ...], Field(min_length=1)]
    verified: Literal["document", "page", "review"]
    checked: IsoDate


class Statement(Sourced):
    """One thing that is said to be so. Statements are in English; a few have their Spanish beside them."""

    value: Text
    value_es: Text | None = None
    topic: Text | None = None
    note: Text | None = None
    confirmation: Text | None = None
    dialled: IsoDate | None = None
    status: Text | None = None
    status_reason: Text | None = None
    show_to: Text | None = None


class Way(Sourced):
    """A way to reach somebody. `dialled`, which must be given, is the date a person tried it, or null."""

    value: Text
    confirmation: Text
    dialled: IsoDate | None
    status: Text | None = None
    status_reason: Text | None = None
    show_to: Text | None = None
    note: Text | None = None


class Contact(Way):
    mode: Literal["phone", "text", "email", "web", "fax", "address"]


class ServiceWay(Way):
    mode: Literal["phone", "text", "email", "web", "fax"]


class Number(Way):
    mode: Literal["call", "text", "chat", "tty", "fax", "web", "email"]


class HeldNumber(Way):
    """A number kept out until a person has called it."""

    mode: Literal["call"]
    name: Text
    why: Text


class Funding(Sourced):
    """One contract line. `amount` is as printed; `is_total` marks a sum of other lines, never added again.

    `service_ids` are the services that the line names as paid for.
    """

    amount: Text
    fiscal_year: Text
    bureau: Text
    purpose: Text
    note: Text | None = None
    is_total: bool = False
    service_ids: tuple[Slug, ...] = ()


class Bilingual(Fact):
    en: Text
    es: Text


class SmsWords(Bilingual):
    """An organization or service in one line of a text: a short name, and what it does or for whom, in GSM-7.

    A service without such words is not listed in texts; an organization then has its longer description.
    """

    name: Text


class Organization(Fact):
    id: Slug
    name: Text
    name_es: Text | None = None
    aliases: tuple[Text, ...] = ()
    kind: Text
    what_it_does_en: Text
    what_it_does_es: Text
    sms: SmsWords | None = None
    named_in: tuple[Slug, ...] = ()
    role_in_response: tuple[Statement, ...] = ()
    funding: tuple[Funding, ...] = ()
    contacts: tuple[Contact, ...] = ()
    hotline_ids: tuple[Slug, ...] = ()
    facts: tuple[Statement, ...] = ()
    sources_disagree: tuple[Text, ...] = ()
    not_verified: tuple[Text, ...] = ()
    note: Text | None = None


class Ages(Bilingual):
    """Ages in words; `min` and `max` (whole years, both included) only where a source states a limit."""

    min: Annotated[int, Field(ge=0)] | None = None
    max: Annotated[int, Field(ge=0)] | None = None


class ServiceLanguages(Bilingual):
    """What is known of a service's languages; `codes` (ISO 639-1) only where a source states them."""

    codes: tuple[Annotated[str, Field(pattern=r"^[a-z]{2}$")], ...] = ()


class ServiceWarning(Sourced):
    en: Text
    es: Text


class Program(Sourced):
    """A program that the sources name; services point to it."""

    id: Slug
    organization: Slug
    name_en: Text
    name_es: Text
    alternate_name: Text | None = None
    description_en: Text
    description_es: Text


class Service(Sourced):
    id: Slug
    organization: Slug
    program: Slug | None = None
    kind: Literal["service", "legal_remedy"]
    status: Text | None = None
    status_reason: Text | None = None
    name_en: Text
    name_es: Text
    description_en: Text
    description_es: Text
    sms: SmsWords | None = None
    needs: Annotated[tuple[Slug, ...], Field(min_length=1)]
    reaches_law_enforcement: Text
    trafficking_types: tuple[Slug, ...] = ()
    ages: Ages | None = None
    not_for: Bilingual | None = None
    languages: ServiceLanguages
    how_to_reach: tuple[ServiceWay, ...] = ()
    hotline_ids: tuple[Slug, ...] = ()
    first_steps_en: Text | None = None
    first_steps_es: Text | None = None
    area_served: Slug
    cost: Bilingual
    facts: tuple[Statement, ...] = ()
    warnings: tuple[ServiceWarning, ...] = ()
    sources_disagree: tuple[Text, ...] = ()
    not_verified: tuple[Text, ...] = ()
    eligibility_id: Slug | None = None


class Gap(Sourced):
    """A need for which nothing was found."""

    need: Slug
    finding: Text


class OtherNumber(Fact):
    """An office number that is no help line, such as the one that takes appeals."""

    id: Slug
    name_en: Text
    name_es: Text
    numbers: Annotated[tuple[Number, ...], Field(min_length=1)]
    answered_by: Text
    reaches_law_enforcement: Text


class Hotline(OtherNumber):
    """A line; it is never shown without who answers it. `offer_to` limits the audiences, all when empty."""

    status: Text | None = None
    status_reason: Text | None = None
    kind: Literal["emergency", "crisis", "reporting", "info", "legal", "labor"]
    organization: Slug | None = None
    area_served: Slug
    hours: Statement
    languages: tuple[Statement, ...]
    who_answers_en: Text
    who_answers_es: Text
    confidentiality: tuple[Statement, ...]
    warnings: tuple[Statement, ...] = ()
    withdrawn_statements: tuple[Statement, ...] = ()
    sources_disagree: tuple[Text, ...] = ()
    not_verified: tuple[Text, ...] = ()
    verification_status: Text | None = None
    offer_to: tuple[Slug, ...] = ()
    offer_note: Text | None = None


class NeverAlone(Fact):
    """A line that must stand beside at least one other, and why."""

    line: Slug
    pair_with: Annotated[tuple[Slug, ...], Field(min_length=1)]
    why_en: Text
    why_es: Text


class OpenQuestion(Fact):
    item: Text
    why: Text


class TeamStatement(Statement):
    """`organization_ids`: the organizations of ours that it names, as those that lead a team."""

    organization_ids: tuple[Slug, ...] = ()


class Collaborative(Fact):
    id: Slug
    name: Text
    aliases: tuple[Text, ...] = ()
    purpose_en: Text
    purpose_es: Text
    reaches_law_enforcement: Text | None = None
    organization_ids: tuple[Slug, ...] = ()
    facts: tuple[TeamStatement, ...]
    sources_disagree: tuple[Text, ...] = ()
    not_verified: tuple[Text, ...] = ()


class Answer(Sourced):
    """A reviewed answer: how people ask, the text for a phone, the text for a page."""

    id: Slug
    topic: Slug
    questions_en: Annotated[tuple[Text, ...], Field(min_length=1)]
    questions_es: Annotated[tuple[Text, ...], Field(min_length=1)]
    sms_en: Text
    sms_es: Text
    web_en: Text
    web_es: Text
    reaches_law_enforcement: Text | None = None
    related_hotlines: tuple[Slug, ...] = ()
    related_services: tuple[Slug, ...] = ()
    note: Text | None = None
    sources_disagree: tuple[Text, ...] = ()
