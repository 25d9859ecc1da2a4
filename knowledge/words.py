"""One text in both languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """One text in English and, where it was written, in Spanish."""

    en: str
    es: str | None

    def of(self, language: str) -> str:
        """The Spanish for "es" when there is one, else the English."""
        return self.es if language == "es" and self.es is not None else self.en
