"""Who may change what, and who must agree."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from knowledge.directory import queries, tables
from knowledge.workspace.account_tables import AuditEntry
from knowledge.workspace.care_tables import CareEdit
from knowledge.workspace.edit_checks import EditRefused, Source
from knowledge.workspace.edits import Act, approve, edits, refuse
from tests.knowledge.workspace.care.changes import CALLED, PAGE, PHONE, ask, change, rewrite

NAME = ("service", "pantry_food", "name")


def told(session: Session) -> list[str]:
    found = queries.organization(session, "pantry")
    assert found is not None
    return [way.value for way in found.contacts]


def test_a_number_waits_for_another_person(session: Session, ana: Act, ben: Act) -> None:
    edit = ask(session, ana, PHONE, "925-555-0199 (desk)")
    assert (edit.status, told(session)) == ("proposed", ["925-555-0100"])
    approve(session, edit.id, ben)
    assert (edit.status, told(session)) == ("applied", ["925-555-0199"])
    row = session.get_one(tables.Phone, "organization.pantry.0")
    assert (row.printed, row.description, row.dialled) == ("925-555-0199 (desk)", "desk", None)


def test_nobody_approves_a_change_of_their_own(session: Session, ana: Act) -> None:
    edit = ask(session, ana, PHONE, "925-555-0199")
    with pytest.raises(EditRefused) as refused:
        approve(session, edit.id, ana)
    assert refused.value.why == "own_approval"
    assert told(session) == ["925-555-0100"]


@pytest.mark.parametrize("who", ["'ana'", "NULL"])
def test_the_database_itself_refuses_an_approval_by_the_proposer(
    session: Session, ana: Act, who: str
) -> None:
    ask(session, ana, PHONE, "925-555-0199")
    with pytest.raises(IntegrityError, match="own_approval"):
        session.connection().execute(text(f"UPDATE care_edit SET status = 'applied', decided_by = {who}"))


def test_a_change_is_decided_once(session: Session, ana: Act, ben: Act) -> None:
    edit = ask(session, ana, PHONE, "925-555-0199")
    refuse(session, edit.id, ben)
    assert edit.status == "refused"
    with pytest.raises(EditRefused, match="decided"):
        approve(session, edit.id, ben)


def test_whoever_proposed_takes_it_back(session: Session, ana: Act) -> None:
    edit = ask(session, ana, PHONE, "925-555-0199")
    refuse(session, edit.id, ana)
    assert edit.status == "withdrawn"
    assert edits(session, ["proposed"]) == []


def test_what_no_texter_is_told_counts_at_once(session: Session, ana: Act) -> None:
    edit = ask(session, ana, ("service", "pantry_food", "alternate_name"), "Bags of food")
    assert edit.status == "applied"
    assert session.get_one(tables.Service, "pantry_food").alternate_name == "Bags of food"


def test_a_number_in_any_text_waits_for_another_person(session: Session, ana: Act) -> None:
    edit = ask(session, ana, ("service", "pantry_food", "alternate_name"), "Call 925 555 0133")
    assert edit.status == "proposed"


def test_a_field_has_one_open_change(session: Session, ana: Act, ben: Act) -> None:
    ask(session, ana, PHONE, "925-555-0199")
    with pytest.raises(EditRefused, match="open"):
        ask(session, ben, PHONE, "925-555-0198")
    with pytest.raises(IntegrityError):
        session.connection().execute(
            text(
                "INSERT INTO care_edit (id, entity, entity_id, identity, field, source_title, source_on,"
                " called, status, needs_approval, proposed_by, proposed_at) SELECT 'twin', entity, entity_id,"
                " identity, field, source_title, source_on, called, status, needs_approval, proposed_by,"
                " proposed_at FROM care_edit"
            )
        )


def test_the_search_finds_what_was_changed(session: Session, ana: Act, ben: Act) -> None:
    change(session, ana, ben, NAME, "Zeppelin food", "Comida en zepelín")
    found = session.execute(text("SELECT name FROM search_service WHERE service_id = 'pantry_food'"))
    assert "zeppelin" in found.scalar_one()


def test_a_called_number_was_dialled_and_another_was_not(session: Session, ana: Act, ben: Act) -> None:
    change(session, ana, ben, PHONE, "925-555-0199", source=CALLED)
    assert session.get_one(tables.Phone, "organization.pantry.0").dialled == "2026-11-20"
    change(session, ana, ben, PHONE, "925-555-0198")
    session.expire_all()
    assert session.get_one(tables.Phone, "organization.pantry.0").dialled is None


def test_the_history_tells_both_values_and_whose_change_it_was(session: Session, ana: Act, ben: Act) -> None:
    edit = change(session, ana, ben, PHONE, "925-555-0199")
    rows = session.exec(select(tables.Metadata).order_by(tables.Metadata.field_name)).all()
    assert [(row.field_name, row.previous_value, row.replacement_value) for row in rows] == [
        ("number", "925-555-0100", "925-555-0199"),
        ("printed", "925-555-0100", "925-555-0199"),
    ]
    assert {(row.updated_by, row.last_action_date) for row in rows} == {(f"edit.{edit.id}", "2026-11-22")}


def test_the_source_of_a_new_number_stands_in_place_of_the_old_one(
    session: Session, ana: Act, ben: Act
) -> None:
    change(session, ana, ben, PHONE, "925-555-0199")
    cited = session.exec(select(tables.SourceCitation).where(tables.SourceCitation.entity_id == PHONE[1]))
    assert [(row.title, row.as_of) for row in cited] == [("The Pantry > Contact", "2026-11-19")]


def test_a_text_keeps_its_sources_beside_the_new_one(session: Session, ana: Act, ben: Act) -> None:
    change(session, ana, ben, NAME, "Groceries", "Despensa")
    source = tables.SourceCitation
    cited = session.exec(select(source).where(source.entity_id == "pantry_food").order_by(source.position))
    assert [row.title for row in cited] == ["pantry.example", "The Pantry > Contact"]


def test_every_step_is_in_the_audit_log_without_its_words(session: Session, ana: Act, ben: Act) -> None:
    change(session, ana, ben, PHONE, "925-555-0199")
    rows = session.exec(select(AuditEntry)).all()
    assert [(row.action, row.account) for row in rows] == [("edit.propose", "ana"), ("edit.apply", "ben")]
    assert not [row for row in rows if "0199" in row.detail]


def test_a_change_that_the_field_outran_is_not_approved(session: Session, ana: Act, ben: Act) -> None:
    edit = ask(session, ana, PHONE, "925-555-0199")
    rewrite(ana.directory, "organizations.yaml", "925-555-0100", "925-555-0150")
    change(session, ana, ben, NAME, "Groceries", "Despensa")
    assert told(session) == ["925-555-0150"]
    with pytest.raises(EditRefused, match="outrun"):
        approve(session, edit.id, ben)


def test_facts_that_do_not_load_leave_everything_as_it_was(session: Session, ana: Act, ben: Act) -> None:
    edit = ask(session, ana, PHONE, "925-555-0199")
    (ana.directory / "organizations.yaml").write_text("organizations: [")
    with pytest.raises(Exception, match="problem"):
        approve(session, edit.id, ben)
    session.expire_all()
    assert session.get_one(CareEdit, edit.id).status == "proposed"
    assert told(session) == ["925-555-0100"]


@pytest.mark.parametrize(
    ("where", "en", "es", "why"),
    [
        (PHONE, "no number", None, "number"),
        (PHONE, "925-555-01", None, "number"),
        (PHONE, "925-555-0100", None, "same"),
        (PHONE, None, None, "number"),
        (NAME, "x" * 121, "y", "too_long"),
        (NAME, "Groceries", None, "both_languages"),
        (NAME, None, "Comida", "empty"),
        (("service", "pantry_food", "place"), "public", None, "unknown_field"),
        (("phone", "organization.pantry.0", "confirmation"), "own_page", None, "unknown_field"),
        (("sms_opt_out", "x", "since"), "x", None, "unknown_field"),
        (("service", "nobody", "name"), "x", "y", "unknown_row"),
        (("service", "pantry_food", "description"), "At 12 Oak Street.", "En la calle.", "street"),
        (("service", "pantry_food", "description"), "A safe house.", "Una casa.", "turns_never"),
        (NAME, "The shelter", "El lugar", "turns_never"),
        (("service", "house_bed", "description"), "A bed near the Plaza", "Una cama", "place"),
        (("service", "house_bed", "description"), "A bed", "Cama, calle Olmo 12", "place"),
        (("service", "house_bed", "description"), "A bed, 94801", "Una cama", "place"),
        (("organization", "house", "name"), "House at 1 Elm Ct", None, "place"),
    ],
)
def test_a_change_is_refused_with_the_reason(
    session: Session, ana: Act, where: tuple[str, str, str], en: str | None, es: str | None, why: str
) -> None:
    with pytest.raises(EditRefused) as refused:
        ask(session, ana, where, en, es)
    assert refused.value.why == why
    assert session.exec(select(CareEdit)).all() == []


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (Source("", None, PAGE.on, called=True), "source_title"),
        (Source("A page", "javascript:alert(1)", PAGE.on, called=False), "source_url"),
        (Source("A page", None, PAGE.on.replace(month=12), called=False), "source_on"),
    ],
)
def test_a_change_needs_a_source_with_a_day(session: Session, ana: Act, source: Source, why: str) -> None:
    with pytest.raises(EditRefused, match=why):
        ask(session, ana, PHONE, "925-555-0199", source=source)


def test_a_row_of_an_import_is_not_changed_here(session: Session, ana: Act) -> None:
    session.add(tables.Organization(id="x", origin="county", name="C", description="C", place="public"))
    session.commit()
    with pytest.raises(EditRefused, match="unknown_row"):
        ask(session, ana, ("organization", "x", "name"), "D")
