"""What the directory tells of who a service is for and which papers it asks for, from facts/eligibility.

The room of the rules owns those files and checks them; here only the texts of one version are read.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from knowledge.directory.fact_models import Bilingual, IsoDate, Slug


class _Part(BaseModel):
    """Keys that are the business of the rules are passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Paper(_Part):
    """One document to bring, or what is said of documents."""

    en: str
    es: str


class EligibilityVersion(_Part):
    version: int
    effective_from: IsoDate | None
    checked: IsoDate
    who: Bilingual
    documents: tuple[Paper, ...] = ()


class Eligibility(_Part):
    """One file: a service and the versions of who it is for."""

    service: Slug
    versions: tuple[EligibilityVersion, ...]

    def current(self) -> EligibilityVersion | None:
        """The newest version that was in force on the date of its own check."""
        known = [one for one in self.versions if (one.effective_from or "") <= one.checked]
        return max(known, key=lambda one: one.version, default=None)
