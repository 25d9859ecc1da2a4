import shutil
from pathlib import Path

import pytest
from sqlmodel import Session, select

from knowledge.directory.load import FACTS
from knowledge.directory.search.synonyms import Group, load_synonyms, replace_synonyms
from knowledge.directory.search.tables import Synonym, SynonymNeed
from knowledge.errors import FactsError


def refused(folder: Path, text: str) -> str:
    shutil.copy(FACTS / "taxonomy.yaml", folder)
    (folder / "synonyms.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(FactsError) as error:
        load_synonyms(folder)
    return str(error.value)


def test_the_file_holds_what_people_write_in_both_languages() -> None:
    groups = {group.id: group for group in load_synonyms()}
    assert len(groups) >= 120
    assert "renta" in groups["rent"].phrases["es"]
    assert "wage_recovery" in groups["boss"].needs
    assert all(group.phrases["en"] and group.phrases["es"] for group in groups.values())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("groups:\n  - {id: a, en: [x], es: [y], need: [food]}\n", "synonyms.yaml:2: unknown key 'need'"),
        ("groups:\n  - {id: a, en: [x]}\n", "synonyms.yaml:2: a group has no 'es'"),
        (
            "groups:\n  - {id: a, en: [Rent], es: [y]}\n  - {id: b, en: [z], es: [rent]}\n",
            "synonyms.yaml:3: the phrase 'rent' stands twice, first on line 2",
        ),
        (
            "groups:\n  - {id: a, en: [pago, págo], es: [y]}\n",
            "synonyms.yaml:2: the phrase 'pago' stands twice",
        ),
        (
            "groups:\n  - {id: a, en: [x], es: [y]}\n  - {id: a, en: [v], es: [w]}\n",
            "synonyms.yaml:3: the id 'a' stands twice, first on line 2",
        ),
        ("groups:\n  - {id: a, en: [x], es: [y], needs: [fod]}\n", "synonyms.yaml:2: unknown need 'fod'"),
        ("groups:\n  - {id: a, en: [211], es: [y]}\n", "synonyms.yaml:2: 'en' of 'a' is not a list of texts"),
        ("groups:\n  - {id: a, en: ['?!'], es: [y]}\n", "synonyms.yaml:2: '?!' has no word in it"),
        ("groups:\n  - word\n", "synonyms.yaml:2: a group is no mapping"),
        ("synonyms: []\n", "synonyms.yaml:1: the file is not a list under 'groups'"),
        ("groups:\n  - {id: a, id: b, en: [x], es: [y]}\n", "the key 'id' stands twice in one mapping"),
        ("groups: [\n", "this is not YAML"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, text: str, words: str) -> None:
    assert words in refused(tmp_path, text)


def test_both_languages_may_write_a_phrase_alike(tmp_path: Path) -> None:
    shutil.copy(FACTS / "taxonomy.yaml", tmp_path)
    (tmp_path / "synonyms.yaml").write_text("groups:\n  - {id: a, en: [doctor], es: [doctor]}\n")
    assert load_synonyms(tmp_path) == (Group("a", {"en": ("doctor",), "es": ("doctor",)}, ()),)


def test_what_a_workspace_added_stays_when_the_file_is_read_again(session: Session) -> None:
    session.add(Synonym(group_id="rent", language="es", phrase="el cuartito", position=0, origin="workspace"))
    session.add(SynonymNeed(group_id="rent", need="food", position=9, origin="workspace"))
    session.flush()
    replace_synonyms(session, (Group("rent", {"en": ("rent",), "es": ("renta", "el cuartito")}, ("food",)),))
    phrases = session.exec(select(Synonym.phrase).order_by(Synonym.phrase)).all()
    assert list(phrases) == ["el cuartito", "rent", "renta"]
    assert session.exec(select(SynonymNeed.origin)).all() == ["workspace"]
