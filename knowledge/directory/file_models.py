"""The shape of each facts file as a whole, and what loading all of them gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, model_validator

from knowledge.directory.eligibility_texts import Eligibility
from knowledge.directory.fact_models import (
    Answer,
    Bilingual,
    Collaborative,
    Fact,
    Gap,
    HeldNumber,
    Hotline,
    IsoDate,
    NeverAlone,
    OpenQuestion,
    Organization,
    OtherNumber,
    Program,
    Service,
    Slug,
    Sourced,
    Text,
)
from knowledge.directory.schedule_facts import SchedulesFile


class Term(Fact):
    """One entry of a vocabulary."""

    id: Slug
    label_en: Text
    label_es: Text


class Need(Term):
    """`taxonomy_terms` are plain names in the style of 211 taxonomies; codes are left out on purpose."""

    taxonomy_terms: tuple[Text, ...]
    note: Text | None = None


class AgeGroup(Term):
    min_age: Annotated[int, Field(ge=0)]
    max_age: Annotated[int, Field(ge=0)] | None = None


class TraffickingType(Term):
    """`force_needed` is null where it depends."""

    force_needed: bool | None
    group: Slug | None = None


class Area(Term):
    serves_contra_costa: bool


class VerifiedValues(Fact):
    document: Text
    page: Text
    review: Text


class ImmigrationAskRule(Sourced, Bilingual):
    by_text: Text


class TaxonomyAbout(Fact):
    purpose: Text
    taxonomy_note: Text
    source: Text


class Taxonomy(Fact):
    checked: IsoDate
    about: TaxonomyAbout
    needs: tuple[Need, ...]
    audiences: tuple[Term, ...]
    age_groups: tuple[AgeGroup, ...]
    trafficking_types: tuple[TraffickingType, ...]
    immigration_situations: tuple[Term, ...]
    immigration_ask_rule: ImmigrationAskRule
    answered_by: tuple[Term, ...]
    reaches_law_enforcement: tuple[Term, ...]
    org_kinds: tuple[Term, ...]
    areas: tuple[Area, ...]
    collaborative_topics: tuple[Term, ...]
    confirmation: tuple[Term, ...]
    entry_status: tuple[Term, ...]
    show_to: tuple[Term, ...]
    verification_note: Text
    verified_values: VerifiedValues


class OrganizationsFile(Fact):
    checked: IsoDate
    organizations: tuple[Organization, ...]


class ServicesFile(Fact):
    checked: IsoDate
    programs: tuple[Program, ...] = ()
    services: tuple[Service, ...]
    gaps: tuple[Gap, ...] = ()


class HotlinesFile(Fact):
    checked: IsoDate
    read_first: Bilingual
    number_rules: tuple[Text, ...]
    advocate_first_order: tuple[Slug, ...]
    never_alone: tuple[NeverAlone, ...]
    hotlines: tuple[Hotline, ...]
    not_verified: tuple[OpenQuestion, ...] = ()
    other_numbers: tuple[OtherNumber, ...] = ()
    held_until_called: tuple[HeldNumber, ...] = ()


class CollaborativesFile(Fact):
    checked: IsoDate
    collaboratives: tuple[Collaborative, ...]


class ExpiryKind(Fact):
    """How many days a check of one kind of field holds; `hide_after_days` null: never hidden for its age."""

    id: Slug
    flag_after_days: Annotated[int, Field(ge=1)]
    hide_after_days: Annotated[int, Field(ge=1)] | None
    reason_en: Text
    reason_es: Text

    @model_validator(mode="after")
    def _flags_before_it_hides(self) -> ExpiryKind:
        if self.hide_after_days is not None and self.hide_after_days <= self.flag_after_days:
            raise ValueError("a field is flagged before it is hidden")
        return self


class ExpiryFile(Fact):
    checked: IsoDate
    kinds: tuple[ExpiryKind, ...]


class AnswersAbout(Fact):
    checked: IsoDate
    use_en: Text
    use_es: Text
    disclaimer_en: Text
    disclaimer_es: Text
    sms_limits: Text
    spanish: Text
    reaches_law_enforcement: Text
    before_print: Text


class AnswersFile(Fact):
    checked: IsoDate
    audience: Slug
    label_en: Text
    label_es: Text
    entries: tuple[Answer, ...]


class SourceDocument(Fact):
    id: Slug
    title: Text
    as_of: Text
    what_it_is: Text


class SourcesFile(Fact):
    documents: tuple[SourceDocument, ...]


@dataclass(frozen=True)
class Facts:
    """All facts, valid and with every reference resolved."""

    taxonomy: Taxonomy
    sources: SourcesFile
    organizations: OrganizationsFile
    services: ServicesFile
    hotlines: HotlinesFile
    collaboratives: CollaborativesFile
    answers: tuple[AnswersFile, ...]
    answers_about: AnswersAbout
    expiry: ExpiryFile
    schedules: SchedulesFile
    eligibility: Mapping[str, Eligibility]  # by service id
