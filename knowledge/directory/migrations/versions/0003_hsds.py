"""The directory as HSDS 3.1 has it, with places, teams and checks.

The tables are dropped and made anew, for their rows are made from the facts; what else is in the database
stays as it is.
"""

from __future__ import annotations

from types import ModuleType

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TABLES = (
    "alias",
    "answer",
    "collaborative",
    "directory_build",
    "expiry_policy",
    "meta_table_description",
    "metadata",
    "organization",
    "source_citation",
    "statement",
    "taxonomy",
    "unit",
    "verification",
    "answer_question",
    "collaborative_committee",
    "collaborative_goal",
    "collaborative_lead",
    "collaborative_lead_organization",
    "collaborative_member",
    "hotline",
    "location",
    "organization_identifier",
    "program",
    "taxonomy_term",
    "accessibility",
    "address",
    "answer_hotline",
    "attribute",
    "hotline_pair",
    "service",
    "answer_service",
    "cost_option",
    "funding",
    "required_document",
    "service_at_location",
    "service_capacity",
    "service_hotline",
    "url",
    "contact",
    "contract_line",
    "schedule",
    "service_area",
    "phone",
    "language",
)


def upgrade() -> None:
    _first().downgrade()
    _from_alias()
    _from_expiry_policy()
    _from_organization()
    _from_statement()
    _from_verification()
    _from_collaborative_goal()
    _from_collaborative_lead_organization()
    _from_hotline()
    _from_organization_identifier()
    _from_taxonomy_term()
    _from_address()
    _from_attribute()
    _from_service()
    _from_answer_service()
    _from_required_document()
    _from_service_capacity()
    _from_url()
    _from_contact()
    _from_schedule()
    _from_phone()
    _from_language()


def downgrade() -> None:
    for table in reversed(_TABLES):
        op.drop_table(table)
    _first().upgrade()


def _first() -> ModuleType:
    """The migration that made the tables as they were before."""
    script = op.get_context().script
    assert script is not None
    return script.get_revision("0001").module


def _from_alias() -> None:
    op.create_table(
        "alias",
        *_needed("entity", "entity_id", "alias"),
        *_whole_needed("position"),
        sa.PrimaryKeyConstraint("entity", "entity_id", "alias", name=op.f("pk_alias")),
    )
    op.create_table(
        "answer",
        *_needed("id", "audience", "topic", "sms_en", "sms_es", "web_en", "web_es"),
        *_text("reaches_law_enforcement", "note"),
        *_whole_needed("position"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
    )
    op.create_table(
        "collaborative",
        *_needed("id", "name", "purpose", "purpose_es"),
        *_text("reaches_law_enforcement"),
        *_whole_needed("position"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collaborative")),
    )
    op.create_table(
        "directory_build",
        *_whole_needed("id"),
        *_needed("fingerprint"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_build")),
    )


def _from_expiry_policy() -> None:
    op.create_table(
        "expiry_policy",
        *_needed("field_kind"),
        *_whole_needed("flag_after_days"),
        *_whole("hide_after_days"),
        *_needed("reason", "reason_es"),
        *_whole_needed("position"),
        sa.PrimaryKeyConstraint("field_kind", name=op.f("pk_expiry_policy")),
    )
    op.create_table(
        "meta_table_description",
        *_needed("id", "uuid", "origin"),
        *_text("name", "language", "character_set"),
        *_ids("meta_table_description"),
    )
    _index("meta_table_description", "origin")
    op.create_table(
        "metadata",
        *_needed("id", "uuid", "origin"),
        *_needed(
            "resource_id",
            "resource_type",
            "last_action_date",
            "last_action_type",
            "field_name",
            "previous_value",
            "replacement_value",
            "updated_by",
        ),
        *_ids("metadata"),
    )
    _index("metadata", "origin", "resource_id")


def _from_organization() -> None:
    op.create_table(
        "organization",
        *_needed("id", "uuid", "origin"),
        *_needed("name"),
        *_text("alternate_name"),
        *_needed("description"),
        *_text("email", "website", "tax_status", "tax_id"),
        *_whole("year_incorporated"),
        *_text("legal_status", "logo", "uri", "parent_organization_id"),
        *_needed("place"),
        *_text("name_es", "description_es", "kind", "sms_name", "sms", "sms_es"),
        *_whole_needed("position"),
        *_ids("organization"),
        sa.ForeignKeyConstraint(
            ["parent_organization_id"],
            ["organization.id"],
            name=op.f("fk_organization_parent_organization_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.CheckConstraint("place IN ('public', 'never')", name=op.f("ck_organization_place")),
        sa.UniqueConstraint("id", "place", name=op.f("uq_organization_id_place")),
    )
    _index("organization", "origin")
    op.create_table(
        "source_citation",
        *_needed("entity", "entity_id"),
        *_whole_needed("position"),
        *_needed("title"),
        *_text("url"),
        *_needed("as_of", "checked", "verified"),
        sa.PrimaryKeyConstraint("entity", "entity_id", "position", name=op.f("pk_source_citation")),
    )


def _from_statement() -> None:
    op.create_table(
        "statement",
        *_needed("id", "entity", "entity_id", "topic", "text"),
        *_text("text_es", "note", "status", "status_reason", "show_to"),
        *_whole_needed("position"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
    )
    _index("statement", "entity", "entity_id")
    op.create_table(
        "taxonomy",
        *_needed("id", "uuid", "origin"),
        *_needed("name", "description"),
        *_text("uri", "version"),
        *_ids("taxonomy"),
    )
    _index("taxonomy", "origin")
    op.create_table(
        "unit",
        *_needed("id", "uuid", "origin"),
        *_needed("name"),
        *_text("scheme", "identifier", "uri"),
        *_ids("unit"),
    )
    _index("unit", "origin")


def _from_verification() -> None:
    op.create_table(
        "verification",
        *_needed(
            "id", "origin", "entity", "entity_id", "field_kind", "checked_on", "checked_by", "means", "result"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verification")),
    )
    _index("verification", "entity", "entity_id", "origin")
    op.create_table(
        "answer_question",
        *_needed("answer_id", "language"),
        *_whole_needed("position"),
        *_needed("text"),
        _key("answer_question", "answer_id", "answer"),
        sa.PrimaryKeyConstraint("answer_id", "language", "position", name=op.f("pk_answer_question")),
    )
    op.create_table(
        "collaborative_committee",
        *_needed("collaborative_id"),
        *_whole_needed("position"),
        *_needed("statement_id", "text"),
        *_text("text_es"),
        _key("collaborative_committee", "collaborative_id", "collaborative"),
        _key("collaborative_committee", "statement_id", "statement"),
        sa.PrimaryKeyConstraint("collaborative_id", "position", name=op.f("pk_collaborative_committee")),
    )
    _index("collaborative_committee", "statement_id")


def _from_collaborative_goal() -> None:
    op.create_table(
        "collaborative_goal",
        *_needed("collaborative_id"),
        *_whole_needed("position"),
        *_needed("statement_id", "text"),
        *_text("text_es"),
        *_needed("kind"),
        _key("collaborative_goal", "collaborative_id", "collaborative"),
        _key("collaborative_goal", "statement_id", "statement"),
        sa.PrimaryKeyConstraint("collaborative_id", "position", name=op.f("pk_collaborative_goal")),
    )
    _index("collaborative_goal", "statement_id")
    op.create_table(
        "collaborative_lead",
        *_needed("collaborative_id"),
        *_whole_needed("position"),
        *_needed("statement_id", "text"),
        *_text("text_es"),
        _key("collaborative_lead", "collaborative_id", "collaborative"),
        _key("collaborative_lead", "statement_id", "statement"),
        sa.PrimaryKeyConstraint("collaborative_id", "position", name=op.f("pk_collaborative_lead")),
    )
    _index("collaborative_lead", "statement_id")


def _from_collaborative_lead_organization() -> None:
    op.create_table(
        "collaborative_lead_organization",
        *_needed("collaborative_id", "statement_id", "organization_id"),
        *_whole_needed("position"),
        _key("collaborative_lead_organization", "collaborative_id", "collaborative"),
        _key("collaborative_lead_organization", "statement_id", "statement"),
        _key("collaborative_lead_organization", "organization_id", "organization"),
        sa.PrimaryKeyConstraint(
            "collaborative_id",
            "statement_id",
            "organization_id",
            name=op.f("pk_collaborative_lead_organization"),
        ),
    )
    op.create_table(
        "collaborative_member",
        *_needed("collaborative_id", "organization_id"),
        *_whole_needed("position"),
        _key("collaborative_member", "collaborative_id", "collaborative"),
        _key("collaborative_member", "organization_id", "organization"),
        sa.PrimaryKeyConstraint("collaborative_id", "organization_id", name=op.f("pk_collaborative_member")),
    )


def _from_hotline() -> None:
    op.create_table(
        "hotline",
        *_needed("id"),
        *_text("organization_id"),
        *_needed("name", "name_es", "kind"),
        *_text("area", "area_es", "hours", "hours_es"),
        *_needed("answered_by", "reaches_law_enforcement"),
        *_text(
            "who_answers",
            "who_answers_es",
            "status",
            "status_reason",
            "verification_status",
            "offer_to",
            "offer_note",
        ),
        *_whole("advocate_rank"),
        *_text("never_alone_because", "never_alone_because_es"),
        *_whole_needed("position"),
        _key("hotline", "organization_id", "organization"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hotline")),
    )
    _index("hotline", "organization_id")
    op.create_table(
        "location",
        *_needed("id", "uuid", "origin"),
        *_needed("location_type"),
        *_text("url", "organization_id", "name", "alternate_name", "description", "transportation"),
        *_figure("latitude", "longitude"),
        *_text("external_identifier", "external_identifier_type"),
        *_needed("place"),
        *_ids("location"),
        sa.ForeignKeyConstraint(
            ["organization_id", "place"],
            ["organization.id", "organization.place"],
            name=op.f("fk_location_organization_id_place"),
        ),
        sa.CheckConstraint("place = 'public'", name=op.f("ck_location_place")),
    )
    _index("location", "organization_id", "origin")


def _from_organization_identifier() -> None:
    op.create_table(
        "organization_identifier",
        *_needed("id", "uuid", "origin"),
        *_text("organization_id", "identifier_scheme"),
        *_needed("identifier_type", "identifier"),
        *_ids("organization_identifier"),
        _key("organization_identifier", "organization_id", "organization"),
    )
    _index("organization_identifier", "organization_id", "origin")
    op.create_table(
        "program",
        *_needed("id", "uuid", "origin"),
        *_text("organization_id"),
        *_needed("name"),
        *_text("alternate_name"),
        *_needed("description"),
        *_text("name_es", "description_es"),
        *_whole_needed("position"),
        *_ids("program"),
        _key("program", "organization_id", "organization"),
    )
    _index("program", "organization_id", "origin")


def _from_taxonomy_term() -> None:
    op.create_table(
        "taxonomy_term",
        *_needed("id", "uuid", "origin"),
        *_text("code"),
        *_needed("name", "description"),
        *_text("parent_id", "taxonomy", "language", "taxonomy_id", "term_uri", "name_es"),
        *_whole_needed("position"),
        *_ids("taxonomy_term"),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["taxonomy_term.id"],
            name=op.f("fk_taxonomy_term_parent_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        _key("taxonomy_term", "taxonomy_id", "taxonomy"),
    )
    _index("taxonomy_term", "origin", "parent_id", "taxonomy_id")
    op.create_table(
        "accessibility",
        *_needed("id", "uuid", "origin"),
        *_needed("location_id"),
        *_text("description", "details", "url"),
        *_ids("accessibility"),
        _key("accessibility", "location_id", "location"),
    )
    _index("accessibility", "location_id", "origin")


def _from_address() -> None:
    op.create_table(
        "address",
        *_needed("id", "uuid", "origin"),
        *_needed("location_id"),
        *_text("attention"),
        *_needed("address_1"),
        *_text("address_2"),
        *_needed("city"),
        *_text("region"),
        *_needed("state_province", "postal_code", "country", "address_type"),
        *_ids("address"),
        _key("address", "location_id", "location"),
    )
    _index("address", "location_id", "origin")
    op.create_table(
        "answer_hotline",
        *_needed("answer_id", "hotline_id"),
        *_whole_needed("position"),
        _key("answer_hotline", "answer_id", "answer"),
        _key("answer_hotline", "hotline_id", "hotline"),
        sa.PrimaryKeyConstraint("answer_id", "hotline_id", name=op.f("pk_answer_hotline")),
    )


def _from_attribute() -> None:
    op.create_table(
        "attribute",
        *_needed("id", "uuid", "origin"),
        *_needed("link_id"),
        *_text("taxonomy_term_id", "link_type"),
        *_needed("link_entity"),
        *_text("value", "label"),
        *_ids("attribute"),
        _key("attribute", "taxonomy_term_id", "taxonomy_term"),
    )
    _index("attribute", "link_id", "origin", "taxonomy_term_id")
    op.create_table(
        "hotline_pair",
        *_needed("hotline_id", "pair_with_id"),
        *_whole_needed("position"),
        _key("hotline_pair", "hotline_id", "hotline"),
        _key("hotline_pair", "pair_with_id", "hotline"),
        sa.PrimaryKeyConstraint("hotline_id", "pair_with_id", name=op.f("pk_hotline_pair")),
    )


def _from_service() -> None:
    op.create_table(
        "service",
        *_needed("id", "uuid", "origin"),
        *_text("organization_id", "program_id"),
        *_needed("name"),
        *_text("alternate_name", "description", "url", "email"),
        *_needed("status"),
        *_text(
            "interpretation_services",
            "application_process",
            "fees_description",
            "wait_time",
            "fees",
            "accreditations",
            "eligibility_description",
        ),
        *_figure("minimum_age", "maximum_age"),
        *_text("assured_date", "assurer_email", "licenses", "alert", "last_modified"),
        *_needed("place"),
        *_text(
            "name_es",
            "description_es",
            "hidden_because",
            "interpretation_services_es",
            "application_process_es",
            "fees_description_es",
            "eligibility_description_es",
            "ineligibility_description",
            "ineligibility_description_es",
            "kind",
            "ages",
            "ages_es",
            "sms_name",
            "sms",
            "sms_es",
        ),
        *_needed("reaches_law_enforcement"),
        *_text("eligibility_id"),
        *_whole_needed("position"),
        *_ids("service"),
        sa.ForeignKeyConstraint(
            ["organization_id", "place"],
            ["organization.id", "organization.place"],
            name=op.f("fk_service_organization_id_place"),
            deferrable=True,
            initially="DEFERRED",
        ),
        _key("service", "program_id", "program"),
        sa.CheckConstraint("place IN ('public', 'never')", name=op.f("ck_service_place")),
        sa.UniqueConstraint("id", "place", name=op.f("uq_service_id_place")),
    )
    _index("service", "organization_id", "origin", "program_id")


def _from_answer_service() -> None:
    op.create_table(
        "answer_service",
        *_needed("answer_id", "service_id"),
        *_whole_needed("position"),
        _key("answer_service", "answer_id", "answer"),
        _key("answer_service", "service_id", "service"),
        sa.PrimaryKeyConstraint("answer_id", "service_id", name=op.f("pk_answer_service")),
    )
    op.create_table(
        "cost_option",
        *_needed("id", "uuid", "origin"),
        *_needed("service_id"),
        *_text("valid_from", "valid_to", "option", "currency"),
        *_figure("amount"),
        *_text("amount_description", "option_es"),
        *_ids("cost_option"),
        _key("cost_option", "service_id", "service"),
    )
    _index("cost_option", "origin", "service_id")
    op.create_table(
        "funding",
        *_needed("id", "uuid", "origin"),
        *_text("organization_id", "service_id", "source"),
        *_ids("funding"),
        _key("funding", "organization_id", "organization"),
        _key("funding", "service_id", "service"),
    )
    _index("funding", "organization_id", "origin", "service_id")


def _from_required_document() -> None:
    op.create_table(
        "required_document",
        *_needed("id", "uuid", "origin"),
        *_text("service_id", "document", "uri", "document_es"),
        *_whole_needed("position"),
        *_ids("required_document"),
        _key("required_document", "service_id", "service"),
    )
    _index("required_document", "origin", "service_id")
    op.create_table(
        "service_at_location",
        *_needed("id", "uuid", "origin"),
        *_needed("service_id", "location_id"),
        *_text("description"),
        *_needed("place"),
        *_ids("service_at_location"),
        sa.ForeignKeyConstraint(
            ["service_id", "place"],
            ["service.id", "service.place"],
            name=op.f("fk_service_at_location_service_id_place"),
        ),
        _key("service_at_location", "location_id", "location"),
        sa.CheckConstraint("place = 'public'", name=op.f("ck_service_at_location_place")),
    )
    _index("service_at_location", "location_id", "origin", "service_id")


def _from_service_capacity() -> None:
    op.create_table(
        "service_capacity",
        *_needed("id", "uuid", "origin"),
        *_needed("service_id", "unit_id"),
        *_figure_needed("available"),
        *_figure("maximum"),
        *_text("description"),
        *_needed("updated"),
        *_ids("service_capacity"),
        _key("service_capacity", "service_id", "service"),
        _key("service_capacity", "unit_id", "unit"),
    )
    _index("service_capacity", "origin", "service_id", "unit_id")
    op.create_table(
        "service_hotline",
        *_needed("service_id", "hotline_id"),
        *_whole_needed("position"),
        _key("service_hotline", "service_id", "service"),
        _key("service_hotline", "hotline_id", "hotline"),
        sa.PrimaryKeyConstraint("service_id", "hotline_id", name=op.f("pk_service_hotline")),
    )


def _from_url() -> None:
    op.create_table(
        "url",
        *_needed("id", "uuid", "origin"),
        *_text("organization_id", "service_id", "hotline_id", "printed", "mode"),
        *_needed("confirmation"),
        *_text("dialled", "status", "status_reason", "show_to", "note"),
        *_whole_needed("position"),
        *_text("label"),
        *_needed("url"),
        *_ids("url"),
        _key("url", "organization_id", "organization"),
        _key("url", "service_id", "service"),
        _key("url", "hotline_id", "hotline"),
    )
    _index("url", "hotline_id", "organization_id", "origin", "service_id")


def _from_contact() -> None:
    op.create_table(
        "contact",
        *_needed("id", "uuid", "origin"),
        *_text("organization_id", "service_id", "hotline_id", "printed", "mode"),
        *_needed("confirmation"),
        *_text("dialled", "status", "status_reason", "show_to", "note"),
        *_whole_needed("position"),
        *_text("service_at_location_id", "location_id", "name", "title", "department", "email"),
        *_ids("contact"),
        _key("contact", "organization_id", "organization"),
        _key("contact", "service_id", "service"),
        _key("contact", "hotline_id", "hotline"),
        _key("contact", "service_at_location_id", "service_at_location"),
        _key("contact", "location_id", "location"),
    )
    _index(
        "contact",
        "hotline_id",
        "location_id",
        "organization_id",
        "origin",
        "service_at_location_id",
        "service_id",
    )
    op.create_table(
        "contract_line",
        *_needed("funding_id", "bureau", "purpose", "amount"),
        *_whole("amount_usd"),
        *_needed("fiscal_year"),
        *_flag_needed("is_total"),
        *_text("note"),
        *_whole_needed("position"),
        _key("contract_line", "funding_id", "funding"),
        sa.PrimaryKeyConstraint("funding_id", name=op.f("pk_contract_line")),
    )


def _from_schedule() -> None:
    op.create_table(
        "schedule",
        *_needed("id", "uuid", "origin"),
        *_text("service_id", "location_id", "service_at_location_id", "valid_from", "valid_to", "dtstart"),
        *_figure("timezone"),
        *_text("until"),
        *_whole("count"),
        *_text("wkst", "freq"),
        *_whole("interval"),
        *_text(
            "byday",
            "byweekno",
            "bymonthday",
            "byyearday",
            "description",
            "opens_at",
            "closes_at",
            "schedule_link",
            "attending_type",
            "notes",
            "hotline_id",
            "description_es",
            "notes_es",
            "timezone_name",
            "holidays",
        ),
        *_whole_needed("position"),
        *_ids("schedule"),
        _key("schedule", "service_id", "service"),
        _key("schedule", "location_id", "location"),
        _key("schedule", "service_at_location_id", "service_at_location"),
        _key("schedule", "hotline_id", "hotline"),
    )
    _index("schedule", "hotline_id", "location_id", "origin", "service_at_location_id", "service_id")
    op.create_table(
        "service_area",
        *_needed("id", "uuid", "origin"),
        *_text(
            "service_id",
            "service_at_location_id",
            "name",
            "description",
            "extent",
            "extent_type",
            "uri",
            "name_es",
            "area",
        ),
        *_flag("serves_contra_costa"),
        *_ids("service_area"),
        _key("service_area", "service_id", "service"),
        _key("service_area", "service_at_location_id", "service_at_location"),
    )
    _index("service_area", "origin", "service_at_location_id", "service_id")


def _from_phone() -> None:
    op.create_table(
        "phone",
        *_needed("id", "uuid", "origin"),
        *_text("organization_id", "service_id", "hotline_id", "printed", "mode"),
        *_needed("confirmation"),
        *_text("dialled", "status", "status_reason", "show_to", "note"),
        *_whole_needed("position"),
        *_text("location_id", "contact_id", "service_at_location_id"),
        *_needed("number"),
        *_whole("extension"),
        *_text("type", "description", "text_word"),
        *_ids("phone"),
        _key("phone", "organization_id", "organization"),
        _key("phone", "service_id", "service"),
        _key("phone", "hotline_id", "hotline"),
        _key("phone", "location_id", "location"),
        _key("phone", "contact_id", "contact"),
        _key("phone", "service_at_location_id", "service_at_location"),
    )
    _index(
        "phone",
        "contact_id",
        "hotline_id",
        "location_id",
        "organization_id",
        "origin",
        "service_at_location_id",
        "service_id",
    )


def _from_language() -> None:
    op.create_table(
        "language",
        *_needed("id", "uuid", "origin"),
        *_text("service_id", "location_id", "phone_id", "name", "code", "note"),
        *_ids("language"),
        _key("language", "service_id", "service"),
        _key("language", "location_id", "location"),
        _key("language", "phone_id", "phone"),
    )
    _index("language", "location_id", "origin", "phone_id", "service_id")


# Columns of one kind; "needed" ones are never null.
def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=True) for name in names]


def _needed(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _whole(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=True) for name in names]


def _whole_needed(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def _figure(*names: str) -> list[sa.Column[float]]:
    return [sa.Column(name, sa.Float(), nullable=True) for name in names]


def _figure_needed(*names: str) -> list[sa.Column[float]]:
    return [sa.Column(name, sa.Float(), nullable=False) for name in names]


def _flag(*names: str) -> list[sa.Column[bool]]:
    return [sa.Column(name, sa.Boolean(), nullable=True) for name in names]


def _flag_needed(*names: str) -> list[sa.Column[bool]]:
    return [sa.Column(name, sa.Boolean(), nullable=False) for name in names]


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))


def _ids(table: str) -> tuple[sa.PrimaryKeyConstraint, sa.UniqueConstraint]:
    return (
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("uuid", name=op.f(f"uq_{table}_uuid")),
    )


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
