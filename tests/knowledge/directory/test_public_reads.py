from sqlmodel import Session

from knowledge.directory import tables
from knowledge.directory.public_reads import languages_spoken, partners
from knowledge.directory.query_parts import labels


def test_every_partner_has_a_kind_of_the_vocabulary_and_both_languages(session: Session) -> None:
    found = partners(session)
    kinds = labels(session, "org_kinds")
    assert len(found) > 60
    assert len({one.id for one in found}) == len(found)
    assert {one.kind for one in found} <= kinds.keys()
    assert all(one.what_it_does.es for one in found)


def test_an_imported_organization_is_no_partner(session: Session) -> None:
    row = tables.Organization(
        id="x1",
        uuid="u-x1",
        name="From elsewhere",
        description="x",
        kind="cbo",
        origin="an_import",
        place="public",
    )
    session.add(row)
    session.flush()
    assert "x1" not in {one.id for one in partners(session)}


def test_languages_are_codes_without_doubles(session: Session) -> None:
    found = languages_spoken(session)
    assert {"en", "es"} <= set(found)
    assert found == sorted(set(found))
