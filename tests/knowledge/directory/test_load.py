"""The loader: it takes the real facts, and refuses each mistake with file, line and the way to mend it.

tests/knowledge/facts_broken/base is a small fact base that loads. Each folder beside it holds the one file
of it that was broken; a test lays that file over a copy of the base.
"""

import shutil
from pathlib import Path

import pytest

from knowledge.directory.load import FACTS, fact_files, load_facts
from knowledge.errors import FactsError

BROKEN = Path(__file__).resolve().parents[1] / "facts_broken"

MISTAKES = [
    ("unknown_key", "services.yaml", 7, "unknown key 'nome_en'"),
    ("doubled_key", "hotlines.yaml", 42, "'name_en' stands twice in one mapping, first on line 40"),
    ("doubled_id", "services.yaml", 20, "the id 'pantry_food' is given twice, first in services.yaml line 3"),
    (
        "doubled_id_across_lists",
        "hotlines.yaml",
        39,
        "the id 'help_line' is given twice, first in hotlines.yaml line 11",
    ),
    ("dangling_organization", "services.yaml", 21, "organization 'hause' is not an id of organizations"),
    ("dangling_hotline", "services.yaml", 13, "hotline_ids 'night_line' is not an id of hotlines"),
    (
        "dangling_related_service",
        "answers/survivor.yaml",
        15,
        "related_services 'pantry_feed' is not an id of services",
    ),
    (
        "dangling_related_hotline",
        "answers/survivor.yaml",
        14,
        "related_hotlines 'gone_line' is not an id of hotlines",
    ),
    ("dangling_pair", "hotlines.yaml", 7, "pair_with 'second_line' is not an id of hotlines"),
    ("dangling_advocate", "hotlines.yaml", 4, "advocate_first_order 'first_line' is not an id of hotlines"),
    ("dangling_member", "collaboratives.yaml", 7, "organization_ids 'hose' is not an id of organizations"),
    ("dangling_document", "organizations.yaml", 8, "named_in 'plane' is not an id of documents"),
    ("need_not_in_taxonomy", "services.yaml", 10, "needs 'fuud' is not an id of needs"),
    ("area_not_in_taxonomy", "services.yaml", 30, "area_served 'moon' is not an id of areas"),
    (
        "audience_not_in_taxonomy",
        "answers/survivor.yaml",
        2,
        "audience 'everybody' is not an id of audiences",
    ),
    ("kind_not_in_taxonomy", "organizations.yaml", 20, "kind 'ngo' is not an id of org_kinds"),
    ("topic_not_in_taxonomy", "collaboratives.yaml", 9, "topic 'begun' is not an id of collaborative_topics"),
    ("answered_by_not_in_taxonomy", "hotlines.yaml", 33, "answered_by 'robot' is not an id of answered_by"),
    (
        "law_enforcement_not_in_taxonomy",
        "services.yaml",
        11,
        "reaches_law_enforcement 'maybe' is not an id of reaches_law_enforcement",
    ),
    (
        "confirmation_not_in_taxonomy",
        "organizations.yaml",
        12,
        "confirmation 'heard_it' is not an id of confirmation",
    ),
    ("status_not_in_taxonomy", "organizations.yaml", 14, "status 'gone' is not an id of entry_status"),
    ("show_to_not_in_taxonomy", "organizations.yaml", 14, "show_to 'friends' is not an id of show_to"),
    ("no_source", "organizations.yaml", 24, "'house' (facts) has no 'source'"),
    ("empty_source", "organizations.yaml", 25, "'source' cannot be '[]'"),
    ("source_without_name", "organizations.yaml", 26, "a source needs a title or a url"),
    ("no_as_of", "services.yaml", 33, "'house_bed' (source) has no 'as_of'"),
    ("no_check_date", "collaboratives.yaml", 1, "no 'checked'"),
    ("wrong_check_date", "answers/survivor.yaml", 20, "'checked' cannot be 'last week'"),
    ("no_dialled", "organizations.yaml", 10, "'pantry' (contacts) has no 'dialled'"),
    ("number_as_text", "hotlines.yaml", 43, "'value' cannot be '211'"),
    (
        "address_of_a_shelter",
        "organizations.yaml",
        25,
        "'house' gives shelter, so no address of it may be stored",
    ),
    ("address_for_texters", "organizations.yaml", 11, "the address of 'pantry' could reach a texter"),
    ("address_in_a_text", "services.yaml", 25, "this text holds a street address"),
    ("address_on_a_service", "services.yaml", 16, "'mode' cannot be 'address'"),
    ("number_that_cannot_be", "organizations.yaml", 10, "this is no number that can be dialled"),
    ("number_of_no_area", "hotlines.yaml", 18, "this is no number that can be dialled"),
    ("dangling_program", "services.yaml", 5, "program 'no_such_program' is not an id of programs"),
    ("dangling_schedule", "schedules.yaml", 4, "hotline 'gone_line' is not an id of hotlines"),
    ("flagged_after_hidden", "expiry.yaml", 7, "a field is flagged before it is hidden"),
    ("not_yaml", "sources.yaml", 5, "this is not YAML"),
]


def broken_facts(case: str, folder: Path) -> Path:
    shutil.copytree(BROKEN / "base", folder, dirs_exist_ok=True)
    shutil.copytree(BROKEN / case, folder, dirs_exist_ok=True)
    return folder


def problems_of(folder: Path) -> FactsError:
    with pytest.raises(FactsError) as refusal:
        load_facts(folder)
    return refusal.value


def test_the_small_fact_base_loads() -> None:
    facts = load_facts(BROKEN / "base")
    assert [one.id for one in facts.organizations.organizations] == ["pantry", "house"]


@pytest.mark.parametrize(("case", "file", "line", "words"), MISTAKES, ids=[row[0] for row in MISTAKES])
def test_a_mistake_is_refused_with_its_place(
    case: str, file: str, line: int, words: str, tmp_path: Path
) -> None:
    refusal = problems_of(broken_facts(case, tmp_path))
    here = [problem for problem in refusal.problems if (problem.file, problem.line) == (file, line)]
    assert any(words in problem.what for problem in here), str(refusal)
    assert all(problem.mend for problem in refusal.problems)
    assert f"{file}:{line}: " in str(refusal)


def test_every_broken_folder_is_tried() -> None:
    folders = {path.name for path in BROKEN.iterdir()}
    assert folders == {row[0] for row in MISTAKES} | {"base"}


@pytest.mark.parametrize("case", ["unknown_key", "not_yaml", "dangling_hotline", "no_as_of", "no_dialled"])
def test_one_mistake_is_told_once(case: str, tmp_path: Path) -> None:
    assert len(problems_of(broken_facts(case, tmp_path)).problems) == 1


def test_all_mistakes_of_a_run_are_told_together(tmp_path: Path) -> None:
    broken_facts("dangling_organization", tmp_path)
    shutil.copytree(BROKEN / "number_as_text", tmp_path, dirs_exist_ok=True)
    shutil.copytree(BROKEN / "dangling_document", tmp_path, dirs_exist_ok=True)
    refusal = problems_of(tmp_path)
    assert {problem.file for problem in refusal.problems} == {
        "hotlines.yaml",
        "organizations.yaml",
        "services.yaml",
    }


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    broken_facts("base", tmp_path)
    (tmp_path / "hotlines.yaml").unlink()
    told = {(problem.file, problem.what) for problem in problems_of(tmp_path).problems}
    assert told == {("hotlines.yaml", "the file is missing")}


def test_a_fact_takes_the_date_of_its_file_unless_it_has_its_own(tmp_path: Path) -> None:
    broken_facts("base", tmp_path)
    path = tmp_path / "organizations.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("verified: document", "verified: document\n        checked: '2027-01-05'"))
    organizations = load_facts(tmp_path).organizations.organizations
    assert organizations[0].contacts[0].checked == "2026-11-21"
    assert organizations[1].facts[0].checked == "2027-01-05"


@pytest.mark.parametrize("keeper", ["stand", "calli_house"])
def test_an_address_of_a_known_shelter_keeper_is_refused_whatever_it_offers(
    keeper: str, tmp_path: Path
) -> None:
    broken_facts("address_of_a_shelter", tmp_path)
    for path in tmp_path.glob("*.yaml"):
        text = path.read_text(encoding="utf-8").replace("[emergency_shelter]", "[food]")
        path.write_text(text.replace("id: house\n", f"id: {keeper}\n").replace(": house\n", f": {keeper}\n"))
    found = [problem.what for problem in problems_of(tmp_path).problems]
    assert f"'{keeper}' gives shelter, so no address of it may be stored" in found


def test_the_real_facts_load_whole() -> None:
    facts = load_facts()
    assert len(facts.organizations.organizations) == 69
    assert len(facts.services.services) == 58
    assert len(facts.services.gaps) == 3
    assert len(facts.hotlines.hotlines) == 22
    assert len(facts.hotlines.never_alone) == 3
    assert len(facts.collaboratives.collaboratives) == 12
    assert {group.audience: len(group.entries) for group in facts.answers} == {
        "survivor": 68,
        "school_staff": 37,
        "navigator": 31,
        "community": 49,
    }
    assert sum(len(one.funding) for one in facts.organizations.organizations) == 18


def test_people_are_shown_a_title_and_never_a_file_name() -> None:
    for path in FACTS.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8").lower()
        assert "seed" not in text, path.name
        assert ".txt >" not in text, path.name


def test_no_file_of_the_facts_is_left_unread() -> None:
    rules = {"situation_fields.yaml"}
    search = {"synonyms.yaml", "stop_words.yaml", "places.yaml", "search_reasons.yaml"}
    options = {"first_services.yaml", "towns.yaml"}
    read = {path.relative_to(FACTS) for path in fact_files()}
    left = {path.relative_to(FACTS) for path in FACTS.rglob("*.yaml")} - read
    guides = {
        path for path in left if path.parent.name == "guides"
    }  # read whole in tests/knowledge/test_guides.py
    assert {path.name for path in left - guides} <= rules | search | options
