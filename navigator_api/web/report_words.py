"""What the rows, columns and periods of a report are called in a language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from babel.dates import format_skeleton
from sqlmodel import Session, select

from bot.text.language import Language
from knowledge.directory.query_parts import labels
from knowledge.directory.tables import Organization
from knowledge.guides import FundingWords
from knowledge.words import Words
from knowledge.workspace.referral_codes import referral_codes
from knowledge.workspace.report_counts import NO_PARTNER
from knowledge.workspace.report_periods import Period, first_day, fiscal_year, quarter

Say = Callable[[str], str]

# What each subject's rows are called by; the others have page words of their own.
_OUTCOMES = ("reached", "unmet", "ended")
_PARTNERS = ("partner", "contact_partner")
_NEEDS = ("need", "unmet_need")


@dataclass(frozen=True)
class Names:
    """Names from the directory and the codes of the logs, in one language."""

    language: Language
    say: Say
    organizations: Mapping[str, Words]
    needs: Mapping[str, Words]
    funding_words: FundingWords

    def row(self, subject: str, row: str) -> str:
        """A row of a subject; a name that is gone from the directory is shown by its id."""
        if subject in _PARTNERS:
            return self.organization(row)
        if subject in _NEEDS:
            return self._words(self.needs, row)
        if subject in _OUTCOMES:
            return referral_codes().outcomes[row].words.of(self.language)
        if subject == "language":
            return self._words(referral_codes().languages, row)
        return self.say(f"reports.row.{subject}.{row}")

    def topic(self, row: str) -> str:
        """A topic of the questions that nobody had an answer for."""
        return self._words(self.needs, row)

    def organization(self, organization_id: str) -> str:
        """Its name."""
        if organization_id == NO_PARTNER:
            return self.say("reports.row.partner.unknown")
        return self._words(self.organizations, organization_id)

    def funding(self, text: str) -> str:
        """What a contract line says, in Spanish where it was translated."""
        return self.funding_words.of(text, self.language)

    def month(self, month: int) -> str:
        """As in "July 2026"."""
        return str(format_skeleton("yMMMM", first_day(month), locale=self.language))

    def short_month(self, month: int) -> str:
        """In two lines, the year below."""
        return f"{format_skeleton('MMM', first_day(month), locale=self.language)}\n{month // 12}"

    def period(self, period: Period) -> str:
        """A month, a fiscal year, or the first and the last month."""
        if period.first == period.last:
            return self.month(period.first)
        if period == fiscal_year(period.first):
            return self.fiscal_year(period.first)
        names = {"first": self.month(period.first), "last": self.month(period.last)}
        return self.say("reports.period.months") % names

    def heading(self, period: Period) -> str:
        """The same with a capital letter."""
        found = self.period(period)
        return found[0].upper() + found[1:]

    def fiscal_year(self, month: int) -> str:
        """The fiscal year that a month is in."""
        first = fiscal_year(month).first // 12
        return self.say("reports.period.fiscal_year") % {"first": first, "last": f"{(first + 1) % 100:02d}"}

    def choices(self, within: Period) -> list[tuple[str, str]]:
        """(value, name) of each fiscal year and quarter, the newest first, and of months that one chooses."""
        years = range(fiscal_year(within.last).first, within.first - 1, -12)
        quarters = range(quarter(within.last).first, within.first - 1, -3)
        return [
            *((f"fy-{first // 12}", self.heading(fiscal_year(first))) for first in years),
            *((f"q-{first // 12}-{first % 12 + 1:02d}", self.heading(quarter(first))) for first in quarters),
            ("months", self.say("reports.period.own")),
        ]

    def _words(self, known: Mapping[str, Words], name: str) -> str:
        return known[name].of(self.language) if name in known else name.replace("_", " ")


def names(session: Session, language: Language, say: Say, funding: FundingWords) -> Names:
    """The names as the directory has them now."""
    found = session.exec(select(Organization.id, Organization.name, Organization.name_es))
    organizations = {key: Words(name, name_es) for key, name, name_es in found}
    return Names(language, say, organizations, labels(session, "needs"), funding)
