"""The pages for reviewers are what the facts make of them, and hold everything that a reviewer needs."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.rules.criteria import Group, Leaf, Node, Program, Version, leaves
from knowledge.rules.criteria import Test as Asked
from knowledge.rules.decision_table import table
from knowledge.rules.load import load_rules
from knowledge.rules.markdown import plain
from knowledge.rules.page import MOST_ROWS, Names, page
from knowledge.rules.pages import INDEX, PROGRAMS, main, pages, stale
from knowledge.words import Words

RULES = load_rules()
PAGES = pages()
TCVAP = RULES.programs["tcvap"].versions[-1]
NAMES = Names(
    services={service: Words(f"{service} name", f"nombre de {service}") for service in RULES.programs},
    organizations={service: Words("Kitchen & Co", None) for service in RULES.programs},
)


def test_the_committed_pages_are_what_the_facts_make_of_them() -> None:
    assert stale(PAGES, PROGRAMS) == [], "run: python -m knowledge.rules.pages"


def test_the_same_facts_make_the_same_pages() -> None:
    assert pages() == PAGES


def test_every_program_has_a_page_and_a_row_in_the_index() -> None:
    assert set(PAGES) == {INDEX, *(f"{service}.md" for service in RULES.programs)}
    for service, program in RULES.programs.items():
        (row,) = [line for line in PAGES[INDEX].splitlines() if f"]({service}.md)" in line]
        assert program.versions[-1].checked.isoformat() in row
        verdicts = {found.verdict for found in table(program.versions[-1], RULES.fields)}
        assert set(re.findall(r"\b(?:likely|unlikely|unclear)\b", row)) == verdicts


def _citations(version: Version) -> set[str]:
    lists = ("show", "proof", "documents", "gives", "duration", "ends_when", "warnings")
    said = [one for name in lists for one in getattr(version, name)]
    said += [turn.said for turn in (*version.instead_if, *version.unclear_if, *version.ask_first_if)]
    cited = [one for text in said for one in text.citations]
    if not version.open_to_all:
        cited += [one for leaf in leaves(version.rule) for one in leaf.citations]
    return {one.url or plain(str(one.title)) for one in cited}


@pytest.mark.parametrize("service", RULES.programs)
def test_a_page_has_every_text_in_both_languages_and_every_source(service: str) -> None:
    version, text = RULES.programs[service].versions[-1], PAGES[f"{service}.md"]
    said = [*version.show, *version.proof, *version.documents, *version.gives, *version.warnings]
    said += [*version.duration, *version.ends_when, *version.unsure, version.if_not]
    said += [turn.said for turn in (*version.instead_if, *version.unclear_if, *version.ask_first_if)]
    words = [version.who, *(one.text for one in said)]
    words += [leaf.text for leaf in leaves(version.rule)]
    wanted = [plain(one.of(language)) for one in words for language in ("en", "es")]
    assert [one for one in wanted if one not in text] == []
    sources = text.split("### Sources")[1]
    assert [one for one in _citations(version) if one not in sources] == []


def test_every_link_between_pages_leads_somewhere() -> None:
    links = {link for text in PAGES.values() for link in re.findall(r"\]\(([\w/.]+\.md)\)", text)}
    assert len(links) > len(RULES.programs)
    assert [link for link in links if not (PROGRAMS / link).is_file()] == []


def test_every_row_of_every_table_has_as_many_cells_as_its_head() -> None:
    for name, text in PAGES.items():
        for block in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
            counts = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}
            assert len(counts) == 1, f"{name}: {block[:80]}"


def _page(version: Version) -> str:
    return page(Program("tcvap", (version,)), RULES.fields, NAMES)


def _leaves(count: int) -> tuple[Node, ...]:
    names = [field.id for field in RULES.fields.by_id.values() if field.type == "boolean"][:count]
    made = [Leaf(Asked(name, "eq", True), i, name, False, Words(name, name)) for i, name in enumerate(names)]
    assert len(made) == count
    return tuple(made)


def _decisions(text: str) -> list[str]:
    part = text.split("### Decision table")[1].split("###")[0]
    return [line for line in part.splitlines() if line.startswith("| ")]


def test_a_decision_table_stands_in_the_page_with_states_in_words() -> None:
    one, other = _leaves(2)
    assert isinstance(other, Leaf)
    rule = Group("all", (one, replace(other, confirm_by="lawyer")))
    lines = _decisions(_page(replace(TCVAP, rule=rule, instead_if=(), ask_first_if=(), unclear_if=())))
    assert lines[-4:] == [
        "| 1 | yes | not no | likely |",
        "| 2 | no | – | unlikely |",
        "| 3 | – | no | unlikely |",
        "| 4 | – | – | unclear: something is not answered · falta una respuesta |",
    ]


def test_a_table_too_long_to_read_gives_way_to_the_outline_of_the_rule() -> None:
    version = replace(
        TCVAP, rule=Group("at_least", _leaves(7), 3), instead_if=(), ask_first_if=(), unclear_if=()
    )
    assert len(table(version, RULES.fields)) > MOST_ROWS
    text = _page(version)
    assert "- at least 3 of these · al menos 3 de estas: **1**, **2**, **3**" in text
    assert [line for line in _decisions(text) if "likely" in line] == []


def test_groups_stand_below_the_group_that_holds_them() -> None:
    one, two, three = _leaves(3)
    rule = Group("all", (one, Group("not", (Group("any", (two, three)),))))
    lines = _page(replace(TCVAP, rule=rule, instead_if=(), ask_first_if=(), unclear_if=())).splitlines()
    start = lines.index("- all of these · todo esto: **1**")
    assert lines[start + 1 : start + 3] == [
        "  - not this · esto no",
        "    - at least one of these · al menos una de estas: **2**, **3**",
    ]


def test_the_newest_version_stands_first() -> None:
    program = Program("tcvap", (TCVAP, replace(TCVAP, number=2)))
    text = page(program, RULES.fields, NAMES)
    assert text.index("## Version 2") < text.index("## Version 1")


def test_check_names_each_stale_page_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([], folder=tmp_path) == 0
    (tmp_path / "tcvap.md").write_text("changed by hand", encoding="utf-8")
    (tmp_path / "cfap.md").unlink()
    (tmp_path / "gone.md").write_text("a program of the past", encoding="utf-8")
    assert main(["--check"], folder=tmp_path) == 1
    told = capsys.readouterr().err.splitlines()
    assert [Path(line.split(" is stale")[0]).name for line in told] == ["cfap.md", "gone.md", "tcvap.md"]
    assert (tmp_path / "tcvap.md").read_text(encoding="utf-8") == "changed by hand"


def test_writing_mends_what_is_stale_and_removes_what_has_no_program(tmp_path: Path) -> None:
    (tmp_path / "gone.md").write_text("a program of the past", encoding="utf-8")
    assert main([], folder=tmp_path) == 0
    assert {path.name for path in tmp_path.iterdir()} == set(PAGES)
    assert main(["--check"], folder=tmp_path) == 0


def test_facts_that_do_not_load_are_told_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = tmp_path / "facts"
    facts.mkdir()
    (facts / "situation_fields.yaml").write_text("fields: []\n", encoding="utf-8")
    assert main([], directory=facts, folder=tmp_path / "pages") == 2
    assert "situation_fields.yaml:1:" in capsys.readouterr().err
    assert not (tmp_path / "pages").exists()


def test_an_unknown_option_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--chek"], folder=tmp_path) == 2
    assert "--check" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
