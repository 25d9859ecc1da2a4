"""Rows for the controlled vocabularies."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.directory import tables
from knowledge.directory.file_models import Need, Taxonomy, Term
from knowledge.directory.hsds import extras
from knowledge.directory.tables import DirectoryTable


def term_rows(taxonomy: Taxonomy) -> Iterator[DirectoryTable]:
    """One taxonomy a vocabulary, its terms in the order of the file."""
    for name in type(taxonomy).model_fields:
        terms = getattr(taxonomy, name)
        if not isinstance(terms, tuple):
            continue
        yield tables.Taxonomy(id=name, name=name, description=taxonomy.about.purpose)
        for position, term in enumerate(terms):
            yield _term(name, term, position)
    yield from _own_terms()


def _own_terms() -> Iterator[DirectoryTable]:
    """The terms that stand for our own columns where the directory is given out as HSDS."""
    yield tables.Taxonomy(id=extras.TAXONOMY_ID, name=extras.TAXONOMY_ID, description=extras.DESCRIPTION)
    for position, (code, meaning) in enumerate(sorted(extras.MEANINGS.items())):
        yield tables.TaxonomyTerm(
            id=f"{extras.TAXONOMY_ID}:{code}",
            taxonomy_id=extras.TAXONOMY_ID,
            code=code,
            name=code.replace("_", " "),
            description=meaning,
            position=position,
        )


def _term(taxonomy_id: str, term: Term, position: int) -> tables.TaxonomyTerm:
    plain_names = "; ".join(term.taxonomy_terms) if isinstance(term, Need) else term.label_en
    return tables.TaxonomyTerm(
        id=f"{taxonomy_id}:{term.id}",
        taxonomy_id=taxonomy_id,
        code=term.id,
        name=term.label_en,
        name_es=term.label_es,
        description=plain_names,
        position=position,
    )
