"""Whatever is asked of the HSDS door, the answer is one that it may give."""

from urllib.parse import quote

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from navigator_api.hsds.asked import Organizations, Services, ServicesAtLocations, Terms
from tests.knowledge.directory.hsds import foreign as foreign
from tests.navigator_api.hsds.conftest import LISTS, Caller

TEXTS = st.text(max_size=30) | st.sampled_from(
    ["true", "1", "94801", "ndjson", "2026-01-01", foreign.TERM, "🛏", "%"]
)
ASKED = (Services, Organizations, ServicesAtLocations, Terms)
PARAMETERS = sorted({name for kind in ASKED for name in kind.model_fields})
NAMES = st.sampled_from([*PARAMETERS, "other"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.sampled_from(LISTS), asked=st.dictionaries(NAMES, TEXTS, max_size=5))
def test_whatever_is_asked_gets_a_page_or_a_reason(hsds: Caller, path: str, asked: dict[str, str]) -> None:
    for answer in (hsds.get(path, **asked), hsds.post(path, asked)):
        assert answer.status_code in {200, 422}
        if answer.headers["content-type"] == "application/json":
            page = answer.json()
            assert page["size"] == len(page["contents"])
            assert page["empty"] == (page["size"] == 0)
            assert page["size"] <= page["total_items"]
            assert page["last_page"] == (page["page_number"] >= max(page["total_pages"], 1))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from(LISTS), id=st.text(min_size=1, max_size=40).filter(lambda id: id not in {".", ".."})
)
def test_whatever_id_is_asked_for_is_found_or_not(hsds: Caller, path: str, id: str) -> None:
    assert hsds.get(f"{path}/{quote(id, safe='', errors='replace')}").status_code in {200, 404}
