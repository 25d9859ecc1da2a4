from sqlmodel import Session

from knowledge.directory.search.fit import fits
from knowledge.directory.search.query import Query

SERVICES = ["stand_shelter", "dreamcatcher_shelter", "otip_letter", "zzz"]


def test_what_is_not_in_the_index_has_no_fit(session: Session) -> None:
    assert set(fits(session, Query(), None, SERVICES)) == set(SERVICES[:-1])


def test_nothing_asked_misfits_nothing_and_leaves_nothing_unknown(session: Session) -> None:
    for one in fits(session, Query(), None, SERVICES).values():
        assert (one.misfits, one.unknown) == ((), ())


def test_only_what_is_known_misfits(session: Session) -> None:
    found = fits(session, Query(place="alameda", language="vi"), (40, 54), SERVICES)
    assert "place" in found["stand_shelter"].misfits
    assert "place" not in found["dreamcatcher_shelter"].misfits
    assert "age" in found["otip_letter"].misfits
    for one in found.values():
        assert set(one.misfits).isdisjoint(one.unknown)


def test_an_age_beyond_the_last_one_kept_is_read_as_that(session: Session) -> None:
    old = fits(session, Query(), (120, 120), SERVICES)
    assert old == fits(session, Query(), (99, 99), SERVICES)


def test_what_fits_says_why(session: Session) -> None:
    fit = fits(session, Query(place="contra_costa"), None, ["stand_shelter"])["stand_shelter"]
    assert "place" in [one.kind for one in fit.because]
