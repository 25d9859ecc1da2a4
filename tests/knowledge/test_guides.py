from pathlib import Path

import pytest
import yaml

from knowledge import guides
from knowledge.errors import FactsError

FUNDING = "spanish: {All lines: Todas}\n"


def changed(tmp_path: Path, **changes: object) -> Path:
    """A folder with a small school card that these keys were changed in."""
    point = {"en": "Call.", "es": "Llame.", "sources": ["law"]}
    parts = ("steps", "never", "threshold", "signs", "next")
    card = {
        "checked": "2026-11-22",
        "sources": {"law": {"title": "A law", "as_of": "2020"}},
        **{part: [point] for part in parts},
        "roles": [],
        **changes,
    }
    (tmp_path / "school_card.yaml").write_text(yaml.safe_dump(card), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "load", [guides.school_card, guides.labor_guide, guides.plan, guides.self_check, guides.funding_words]
)
def test_every_guide_loads(load) -> None:
    assert load()


def test_a_small_one_loads_with_its_sources_in_order(tmp_path) -> None:
    card = guides.school_card(changed(tmp_path))
    assert [one.title for one in card.citations()] == ["A law"]
    assert card.citations(["law"])[0].checked == "2026-11-22"
    assert card.steps[0].of("es") == "Llame."


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"steps": [{"en": "Call.", "es": "Llame.", "sources": ["nowhere"]}]}, "no source 'nowhere'"),
        ({"steps": [{"en": "Call.", "es": "Llame.", "sources": []}]}, "sources"),
        ({"steps": [{"en": "Call.", "sources": ["law"]}]}, "es"),
        ({"colour": "blue"}, "colour"),
        ({"sources": {"law": {"url": "https://example.org/x", "as_of": "2020"}}}, guides.UNTITLED),
        (
            {"sources": {"law": {"title": "A", "as_of": "2020"}, "old": {"title": "B", "as_of": "2020"}}},
            "nothing names the source 'old'",
        ),
    ],
)
def test_what_does_not_fit_is_refused_with_the_file(changes, told, tmp_path) -> None:
    with pytest.raises(FactsError, match=r"guides/school_card\.yaml") as refused:
        guides.school_card(changed(tmp_path, **changes))
    assert told in str(refused.value)


def test_broken_yaml_is_refused_with_its_line(tmp_path) -> None:
    (tmp_path / "funding_words.yaml").write_text(FUNDING + "x: [", encoding="utf-8")
    with pytest.raises(FactsError, match=r"funding_words\.yaml:"):
        guides.funding_words(tmp_path)


def test_a_missing_file_is_told_as_such(tmp_path) -> None:
    with pytest.raises(FileNotFoundError):
        guides.plan(tmp_path)


def test_words_of_funding_fall_back_to_what_is_printed() -> None:
    words = guides.FundingWords(spanish={"All lines": "Todas"})
    assert words.of("All lines", "es") == "Todas"
    assert words.of("All lines", "en") == "All lines"
    assert words.of("$5", "es") == "$5"


def test_each_role_says_who_calls_who_writes_who_is_not_told_and_what_is_asked() -> None:
    for role in guides.school_card().roles:
        assert all((role.calls, role.writes, role.not_told, role.asks, role.after)), role.id


def test_the_points_of_a_guide_come_in_the_order_of_the_file() -> None:
    card = guides.school_card()
    assert tuple(guides.points(card))[: len(card.steps)] == card.steps
    questions = [one for one in guides.points(guides.self_check()) if isinstance(one, guides.Question)]
    assert len(questions) == sum(len(area.questions) for area in guides.self_check().areas)
