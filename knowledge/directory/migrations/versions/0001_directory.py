"""The directory."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "alias",
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("entity_id", sa.String(), nullable=False),
        sa.Column("alias", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("entity", "entity_id", "alias", name=op.f("pk_alias")),
    )
    op.create_table(
        "answer",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("sms_en", sa.String(), nullable=False),
        sa.Column("sms_es", sa.String(), nullable=False),
        sa.Column("web_en", sa.String(), nullable=False),
        sa.Column("web_es", sa.String(), nullable=False),
        sa.Column("reaches_law_enforcement", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
    )
    op.create_table(
        "collaborative",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("purpose_es", sa.String(), nullable=False),
        sa.Column("reaches_law_enforcement", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collaborative")),
    )
    op.create_table(
        "directory_build",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_build")),
    )
    op.create_table(
        "organization",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_es", sa.String(), nullable=True),
        sa.Column("alternate_name", sa.String(), nullable=True),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("description_es", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("sms_name", sa.String(), nullable=True),
        sa.Column("sms", sa.String(), nullable=True),
        sa.Column("sms_es", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization")),
    )
    op.create_table(
        "source_citation",
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("entity_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("as_of", sa.String(), nullable=False),
        sa.Column("checked", sa.String(), nullable=False),
        sa.Column("verified", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("entity", "entity_id", "position", name=op.f("pk_source_citation")),
    )
    op.create_table(
        "statement",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("entity_id", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("text_es", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("status_reason", sa.String(), nullable=True),
        sa.Column("show_to", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
    )
    with op.batch_alter_table("statement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statement_entity"), ["entity"], unique=False)
        batch_op.create_index(batch_op.f("ix_statement_entity_id"), ["entity_id"], unique=False)

    op.create_table(
        "taxonomy",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taxonomy")),
    )
    op.create_table(
        "answer_question",
        sa.Column("answer_id", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_answer_question_answer_id")),
        sa.PrimaryKeyConstraint("answer_id", "language", "position", name=op.f("pk_answer_question")),
    )
    op.create_table(
        "collaborative_member",
        sa.Column("collaborative_id", sa.String(), nullable=False),
        sa.Column("organization_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collaborative_id"], ["collaborative.id"], name=op.f("fk_collaborative_member_collaborative_id")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_collaborative_member_organization_id")
        ),
        sa.PrimaryKeyConstraint("collaborative_id", "organization_id", name=op.f("pk_collaborative_member")),
    )
    op.create_table(
        "funding",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organization_id", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_funding_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funding")),
    )
    with op.batch_alter_table("funding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_funding_organization_id"), ["organization_id"], unique=False)

    op.create_table(
        "hotline",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organization_id", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_es", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("area", sa.String(), nullable=True),
        sa.Column("area_es", sa.String(), nullable=True),
        sa.Column("hours", sa.String(), nullable=True),
        sa.Column("hours_es", sa.String(), nullable=True),
        sa.Column("answered_by", sa.String(), nullable=False),
        sa.Column("reaches_law_enforcement", sa.String(), nullable=False),
        sa.Column("who_answers", sa.String(), nullable=True),
        sa.Column("who_answers_es", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("status_reason", sa.String(), nullable=True),
        sa.Column("verification_status", sa.String(), nullable=True),
        sa.Column("offer_to", sa.String(), nullable=True),
        sa.Column("offer_note", sa.String(), nullable=True),
        sa.Column("advocate_rank", sa.Integer(), nullable=True),
        sa.Column("never_alone_because", sa.String(), nullable=True),
        sa.Column("never_alone_because_es", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_hotline_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hotline")),
    )
    with op.batch_alter_table("hotline", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hotline_organization_id"), ["organization_id"], unique=False)

    op.create_table(
        "service",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organization_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_es", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("description_es", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("hidden_because", sa.String(), nullable=True),
        sa.Column("application_process", sa.String(), nullable=True),
        sa.Column("application_process_es", sa.String(), nullable=True),
        sa.Column("interpretation_services", sa.String(), nullable=False),
        sa.Column("interpretation_services_es", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("ages", sa.String(), nullable=True),
        sa.Column("ages_es", sa.String(), nullable=True),
        sa.Column("sms_name", sa.String(), nullable=True),
        sa.Column("sms", sa.String(), nullable=True),
        sa.Column("sms_es", sa.String(), nullable=True),
        sa.Column("reaches_law_enforcement", sa.String(), nullable=False),
        sa.Column("eligibility_id", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_service_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service")),
    )
    with op.batch_alter_table("service", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_organization_id"), ["organization_id"], unique=False)

    op.create_table(
        "taxonomy_term",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("taxonomy_id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_es", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["taxonomy_id"], ["taxonomy.id"], name=op.f("fk_taxonomy_term_taxonomy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taxonomy_term")),
    )
    with op.batch_alter_table("taxonomy_term", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_taxonomy_term_taxonomy_id"), ["taxonomy_id"], unique=False)

    op.create_table(
        "answer_hotline",
        sa.Column("answer_id", sa.String(), nullable=False),
        sa.Column("hotline_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_answer_hotline_answer_id")),
        sa.ForeignKeyConstraint(["hotline_id"], ["hotline.id"], name=op.f("fk_answer_hotline_hotline_id")),
        sa.PrimaryKeyConstraint("answer_id", "hotline_id", name=op.f("pk_answer_hotline")),
    )
    op.create_table(
        "answer_service",
        sa.Column("answer_id", sa.String(), nullable=False),
        sa.Column("service_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_answer_service_answer_id")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_answer_service_service_id")),
        sa.PrimaryKeyConstraint("answer_id", "service_id", name=op.f("pk_answer_service")),
    )
    op.create_table(
        "attribute",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("link_id", sa.String(), nullable=False),
        sa.Column("link_entity", sa.String(), nullable=False),
        sa.Column("link_type", sa.String(), nullable=False),
        sa.Column("taxonomy_term_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["taxonomy_term_id"], ["taxonomy_term.id"], name=op.f("fk_attribute_taxonomy_term_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attribute")),
    )
    with op.batch_alter_table("attribute", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attribute_link_id"), ["link_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attribute_taxonomy_term_id"), ["taxonomy_term_id"], unique=False)

    op.create_table(
        "contact",
        sa.Column("organization_id", sa.String(), nullable=True),
        sa.Column("service_id", sa.String(), nullable=True),
        sa.Column("hotline_id", sa.String(), nullable=True),
        sa.Column("printed", sa.String(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("confirmation", sa.String(), nullable=False),
        sa.Column("dialled", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("status_reason", sa.String(), nullable=True),
        sa.Column("show_to", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["hotline_id"], ["hotline.id"], name=op.f("fk_contact_hotline_id")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_contact_organization_id")
        ),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_contact_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_hotline_id"), ["hotline_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contact_organization_id"), ["organization_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contact_service_id"), ["service_id"], unique=False)

    op.create_table(
        "contract_line",
        sa.Column("funding_id", sa.String(), nullable=False),
        sa.Column("bureau", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("amount", sa.String(), nullable=False),
        sa.Column("amount_usd", sa.Integer(), nullable=True),
        sa.Column("fiscal_year", sa.String(), nullable=False),
        sa.Column("is_total", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["funding_id"], ["funding.id"], name=op.f("fk_contract_line_funding_id")),
        sa.PrimaryKeyConstraint("funding_id", name=op.f("pk_contract_line")),
    )
    op.create_table(
        "cost_option",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("service_id", sa.String(), nullable=False),
        sa.Column("option", sa.String(), nullable=False),
        sa.Column("option_es", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_cost_option_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cost_option")),
    )
    with op.batch_alter_table("cost_option", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cost_option_service_id"), ["service_id"], unique=False)

    op.create_table(
        "hotline_pair",
        sa.Column("hotline_id", sa.String(), nullable=False),
        sa.Column("pair_with_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["hotline_id"], ["hotline.id"], name=op.f("fk_hotline_pair_hotline_id")),
        sa.ForeignKeyConstraint(["pair_with_id"], ["hotline.id"], name=op.f("fk_hotline_pair_pair_with_id")),
        sa.PrimaryKeyConstraint("hotline_id", "pair_with_id", name=op.f("pk_hotline_pair")),
    )
    op.create_table(
        "language",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("service_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_language_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_language")),
    )
    with op.batch_alter_table("language", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_language_service_id"), ["service_id"], unique=False)

    op.create_table(
        "phone",
        sa.Column("organization_id", sa.String(), nullable=True),
        sa.Column("service_id", sa.String(), nullable=True),
        sa.Column("hotline_id", sa.String(), nullable=True),
        sa.Column("printed", sa.String(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("confirmation", sa.String(), nullable=False),
        sa.Column("dialled", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("status_reason", sa.String(), nullable=True),
        sa.Column("show_to", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("text_word", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["hotline_id"], ["hotline.id"], name=op.f("fk_phone_hotline_id")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_phone_organization_id")
        ),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_phone_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone")),
    )
    with op.batch_alter_table("phone", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_phone_hotline_id"), ["hotline_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_phone_organization_id"), ["organization_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_phone_service_id"), ["service_id"], unique=False)

    op.create_table(
        "service_area",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("service_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_es", sa.String(), nullable=False),
        sa.Column("extent", sa.String(), nullable=False),
        sa.Column("serves_contra_costa", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_service_area_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_area")),
    )
    with op.batch_alter_table("service_area", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_area_service_id"), ["service_id"], unique=False)

    op.create_table(
        "service_hotline",
        sa.Column("service_id", sa.String(), nullable=False),
        sa.Column("hotline_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["hotline_id"], ["hotline.id"], name=op.f("fk_service_hotline_hotline_id")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_service_hotline_service_id")),
        sa.PrimaryKeyConstraint("service_id", "hotline_id", name=op.f("pk_service_hotline")),
    )
    op.create_table(
        "url",
        sa.Column("organization_id", sa.String(), nullable=True),
        sa.Column("service_id", sa.String(), nullable=True),
        sa.Column("hotline_id", sa.String(), nullable=True),
        sa.Column("printed", sa.String(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("confirmation", sa.String(), nullable=False),
        sa.Column("dialled", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("status_reason", sa.String(), nullable=True),
        sa.Column("show_to", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["hotline_id"], ["hotline.id"], name=op.f("fk_url_hotline_id")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_url_organization_id")
        ),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_url_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_url")),
    )
    with op.batch_alter_table("url", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_url_hotline_id"), ["hotline_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_url_organization_id"), ["organization_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_url_service_id"), ["service_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("url", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_url_service_id"))
        batch_op.drop_index(batch_op.f("ix_url_organization_id"))
        batch_op.drop_index(batch_op.f("ix_url_hotline_id"))

    op.drop_table("url")
    op.drop_table("service_hotline")
    with op.batch_alter_table("service_area", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_area_service_id"))

    op.drop_table("service_area")
    with op.batch_alter_table("phone", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_phone_service_id"))
        batch_op.drop_index(batch_op.f("ix_phone_organization_id"))
        batch_op.drop_index(batch_op.f("ix_phone_hotline_id"))

    op.drop_table("phone")
    with op.batch_alter_table("language", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_language_service_id"))

    op.drop_table("language")
    op.drop_table("hotline_pair")
    with op.batch_alter_table("cost_option", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cost_option_service_id"))

    op.drop_table("cost_option")
    op.drop_table("contract_line")
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_service_id"))
        batch_op.drop_index(batch_op.f("ix_contact_organization_id"))
        batch_op.drop_index(batch_op.f("ix_contact_hotline_id"))

    op.drop_table("contact")
    with op.batch_alter_table("attribute", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attribute_taxonomy_term_id"))
        batch_op.drop_index(batch_op.f("ix_attribute_link_id"))

    op.drop_table("attribute")
    op.drop_table("answer_service")
    op.drop_table("answer_hotline")
    with op.batch_alter_table("taxonomy_term", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_taxonomy_term_taxonomy_id"))

    op.drop_table("taxonomy_term")
    with op.batch_alter_table("service", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_organization_id"))

    op.drop_table("service")
    with op.batch_alter_table("hotline", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hotline_organization_id"))

    op.drop_table("hotline")
    with op.batch_alter_table("funding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_funding_organization_id"))

    op.drop_table("funding")
    op.drop_table("collaborative_member")
    op.drop_table("answer_question")
    op.drop_table("taxonomy")
    with op.batch_alter_table("statement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_statement_entity_id"))
        batch_op.drop_index(batch_op.f("ix_statement_entity"))

    op.drop_table("statement")
    op.drop_table("source_citation")
    op.drop_table("organization")
    op.drop_table("directory_build")
    op.drop_table("collaborative")
    op.drop_table("answer")
    op.drop_table("alias")
