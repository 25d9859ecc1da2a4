"""The same in PostgreSQL, where SQL differs: constraints, who decides, and a change laid over the facts."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from knowledge.directory import tables
from knowledge.directory.engine import engine
from knowledge.directory.search.tables import Synonym
from knowledge.meaning import encoder
from knowledge.workspace.care_tables import CareEdit, CareImport
from knowledge.workspace.edits import Act, approve
from knowledge.workspace.import_runs import Runner, claim, preview
from knowledge.workspace.synonym_edits import Word, change_word
from knowledge.workspace.verifying import confirm
from tests.knowledge.directory.hsds.foreign import uuid
from tests.knowledge.workspace.care.changes import PAGE, PHONE, ask, change
from tests.knowledge.workspace.care.test_import_runs import NOW, directory, service


@pytest.fixture
def url(postgres_url: str) -> str:
    return postgres_url


@pytest.mark.parametrize("who", ["'ana'", "NULL"])
def test_the_database_itself_refuses_an_approval_by_the_proposer(
    session: Session, ana: Act, who: str
) -> None:
    ask(session, ana, PHONE, "925-555-0199")
    with pytest.raises(IntegrityError, match="own_approval"):
        session.connection().execute(text(f"UPDATE care_edit SET status = 'applied', decided_by = {who}"))


def test_a_change_counts_and_a_second_one_takes_its_place(session: Session, ana: Act, ben: Act) -> None:
    first = change(session, ana, ben, PHONE, "925-555-0199")
    second = ask(session, ben, PHONE, "925-555-0198")
    with pytest.raises(IntegrityError, match="uq_care_edit_open"):
        session.connection().execute(
            text(f"UPDATE care_edit SET status = 'proposed' WHERE id = '{first.id}'")
        )
    session.rollback()
    approve(session, second.id, ana)
    assert session.get_one(tables.Phone, PHONE[1]).number == "925-555-0198"
    assert session.get_one(CareEdit, first.id).status == "replaced"


def test_an_import_is_previewed_run_and_stored(session: Session, url: str) -> None:
    before = directory(session)
    preview(session, service(), "county", id="one", account="ana", now=NOW)
    assert directory(session) == before
    preview(session, service(), "county", id="two", account="ana", now=NOW)
    assert claim(session, "one", account="ana", now=NOW)
    with pytest.raises(IntegrityError, match="uq_care_import_running"):
        session.connection().execute(text("UPDATE care_import SET status = 'running' WHERE id = 'two'"))
    session.rollback()
    Runner(engine(url), encoder, lambda: NOW).run("one")
    session.expire_all()
    assert session.get_one(CareImport, "one").status == "done"
    assert session.get_one(tables.Phone, uuid(3)).confirmation == "imported"


def test_a_call_is_noted_and_a_word_is_added(session: Session, ana: Act) -> None:
    confirm(session, "phone", PHONE[1], "phone", id="c1", act=ana)
    session.expire_all()
    assert session.get_one(tables.Phone, PHONE[1]).dialled == "2026-11-22"
    change_word(session, Word("food", "es", "itacate", "add"), PAGE, id="w1", act=ana, encode=encoder)
    session.commit()
    assert session.get(Synonym, ("food", "es", "itacate")) is not None
