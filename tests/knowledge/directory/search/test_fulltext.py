"""Nothing that anybody types can be taken for a command of the full-text index."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from knowledge.directory.search.facets import facet
from knowledge.directory.search.fulltext import Fts5, Match, TsVector, fulltext
from knowledge.directory.search.stems import stems
from knowledge.directory.search.tables import SearchService

FOOD = facet("need", "food")


def ids(session: Session, match: Match, **limits: int) -> list[str]:
    found = fulltext(session).find(session, match, **{"limit": 100, **limits})
    return [session.get_one(SearchService, number).service_id for number in found]


def test_the_database_decides_which_index_is_used(session: Session) -> None:
    assert isinstance(fulltext(session), Fts5)


def test_words_are_found_in_any_text_of_a_service(session: Session) -> None:
    assert "tcvap" in ids(session, Match((stems("TCVAP"),)))
    assert ids(session, Match((stems("computación"),))) == ["lnf_it_training"]
    assert "cvs_csec_program" in ids(session, Match((stems("Community Violence Solutions"),)))


def test_a_word_in_the_name_counts_more_than_one_in_the_description(session: Session) -> None:
    assert ids(session, Match((stems("hotline"),)))[0] in {"nhth_line", "dv_line", "sexual_assault_line"}


def test_a_phrase_is_found_only_where_its_words_follow_each_other(session: Session) -> None:
    assert "safe_at_home" in ids(session, Match((stems("mailing address"),)))
    assert ids(session, Match((tuple(reversed(stems("mailing address"))),))) == []


def test_together_asks_for_every_phrase(session: Session) -> None:
    either = ids(session, Match((stems("wage"), stems("federal"))))
    both = ids(session, Match((stems("wage"), stems("federal")), together=True))
    assert "whd_complaint" in both
    assert len(both) < len(either)


def test_facets_limit_what_is_found_and_are_never_words(session: Session) -> None:
    found = ids(session, Match(facets=(frozenset({FOOD}),)))
    assert set(found) == {"tcvap", "immediate_need", "cfap", "cc_211_referral"}
    assert ids(session, Match(((FOOD,),))) == []
    assert ids(session, Match((stems("wage"),), (frozenset({FOOD}),))) == []


def test_fields_limit_where_a_word_may_stand(session: Session) -> None:
    anywhere, named = Match((stems("shelter"),)), Match((stems("shelter"),), fields=("name",))
    assert set(ids(session, named)) < set(ids(session, anywhere))
    assert "stand_shelter" in ids(session, named)


def test_pages_do_not_overlap(session: Session) -> None:
    whole = ids(session, Match())
    assert ids(session, Match(), limit=5, after=5) == whole[5:10]
    assert fulltext(session).count(session, Match()) == len(whole)
    assert fulltext(session).count(session, Match(facets=(frozenset({FOOD}),))) == 4


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(alphabet=st.sampled_from("ab \"'*:^(){}[]<>|&!~-+NEAR OR AND NOT%;\\\x00é"), max_size=40))
def test_signs_of_a_query_language_do_nothing(session: Session, text: str) -> None:
    found = stems(text)
    assert len(ids(session, Match(tuple((one,) for one in found)))) <= 100


@pytest.mark.parametrize("token", ['a" OR "b', "a*", "", "a b", "name:a", "\x00", "ñ"])
@pytest.mark.parametrize("index", [Fts5(), TsVector()])
def test_what_is_no_stem_is_refused_before_it_reaches_the_database(
    session: Session, index: Fts5 | TsVector, token: str
) -> None:
    with pytest.raises(ValueError, match="made of stems"):
        index.find(session, Match(((token,),)), limit=1)
    with pytest.raises(ValueError, match="made of stems"):
        index.find(session, Match(facets=(frozenset({token}),)), limit=1)
