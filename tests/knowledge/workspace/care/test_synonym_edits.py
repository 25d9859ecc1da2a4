"""Words of the search, added and taken out."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import Session, select

from knowledge.directory.build import build
from knowledge.directory.search.index import reindex
from knowledge.directory.search.tables import Synonym, SynonymRemoved
from knowledge.meaning import encoder
from knowledge.workspace.care_tables import CareEdit
from knowledge.workspace.edit_checks import EditRefused
from knowledge.workspace.edits import Act
from knowledge.workspace.patch import patch
from knowledge.workspace.synonym_edits import Word, change_word, groups, preview, removed
from tests.knowledge.workspace.care.changes import PAGE, rewrite

ON = datetime(2026, 11, 22, 18, tzinfo=UTC)
ADDED = Word("food", "es", "itacate", "add")


def save(session: Session, act: Act, word: Word, id: str = "w1") -> None:
    change_word(session, word, PAGE, id=id, act=act, encode=encoder)
    session.commit()


def phrases(session: Session, group: str, language: str = "en") -> set[str]:
    query = select(Synonym.phrase).where(Synonym.group_id == group, Synonym.language == language)
    return set(session.exec(query).all())


def test_a_preview_shows_the_search_before_and_after_and_keeps_nothing(session: Session) -> None:
    seen = preview(session, ADDED, encode=encoder(), on=ON)
    assert [name.en for name in seen.after][:1] == ["Food"]
    assert "itacate" not in phrases(session, "food", "es")


def test_a_word_that_was_added_stays_after_the_next_fill(
    session: Session, ana: Act, url: str, facts: Path
) -> None:
    save(session, ana, ADDED)
    rewrite(facts, "taxonomy.yaml", "\n", "\n# nothing said\n")
    assert "loaded" in build(url, facts)
    session.expire_all()
    assert "itacate" in phrases(session, "food", "es")
    assert ("es", "itacate") in groups(session, "itacate")[0].added
    assert session.exec(select(CareEdit.status)).one() == "applied"


def test_a_word_of_the_facts_that_was_taken_out_stays_out_until_it_is_put_back(
    session: Session, ana: Act
) -> None:
    assert "groceries" in phrases(session, "food")
    save(session, ana, Word("food", "en", "groceries", "remove"))
    reindex(session, encoder())
    session.commit()
    assert "groceries" not in phrases(session, "food")
    assert [row.phrase for row in removed(session)] == ["groceries"]
    save(session, ana, Word("food", "en", "groceries", "add"), "w2")
    assert "groceries" in phrases(session, "food")
    assert session.exec(select(SynonymRemoved)).all() == []


def test_a_word_that_was_added_can_be_taken_out_again(session: Session, ana: Act) -> None:
    save(session, ana, ADDED)
    save(session, ana, Word("food", "es", "itacate", "remove"), "w2")
    assert "itacate" not in phrases(session, "food", "es")
    assert removed(session) == []


@pytest.mark.parametrize(
    ("word", "why"),
    [
        (Word("nothing", "en", "x", "add"), "unknown_group"),
        (Word("food", "fr", "pain", "add"), "unknown_group"),
        (Word("food", "en", "Groceries", "add"), "phrase_there"),
        (Word("food", "en", "rent", "add"), "phrase_there"),
        (Word("food", "en", "?!", "add"), "phrase"),
        (Word("food", "en", "x" * 61, "add"), "phrase"),
        (Word("food", "en", "maria@example.org", "add"), "phrase"),
        (Word("food", "en", "zeppelin", "remove"), "phrase_gone"),
    ],
)
def test_a_word_is_refused_with_the_reason(session: Session, ana: Act, word: Word, why: str) -> None:
    with pytest.raises(EditRefused) as refused:
        save(session, ana, word)
    assert refused.value.why == why


def test_a_group_keeps_a_word_in_each_language(session: Session, ana: Act) -> None:
    for n, phrase in enumerate(sorted(phrases(session, "food"))[1:]):
        save(session, ana, Word("food", "en", phrase, "remove"), f"w{n}")
    last = next(iter(phrases(session, "food")))
    with pytest.raises(EditRefused, match="last_phrase"):
        save(session, ana, Word("food", "en", last, "remove"), "last")


def test_words_are_in_the_patch_for_the_facts(session: Session, ana: Act) -> None:
    save(session, ana, ADDED)
    assert "file: synonyms.yaml" in patch(session)
    assert "should_say: itacate" in patch(session)
