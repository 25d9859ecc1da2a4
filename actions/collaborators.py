"""What the actions work with: directory, sentences, meanings; opened on first use, once a process.

rasa-sdk makes every action without arguments, so these are the actions' default collaborators.
"""

import os
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlmodel import Session

from bot.text.responses import Responses
from knowledge.directory import queries
from knowledge.directory.engine import DEFAULT_URL, engine
from knowledge.meaning import Meanings, open_meanings
from knowledge.rules.load import Rules, load_rules

_CALIFORNIA = ZoneInfo("America/Los_Angeles")


def _now() -> datetime:
    return datetime.now(_CALIFORNIA)


def now() -> datetime:
    """The moment in California, an aware time."""
    return _now()


def today() -> date:
    """The day in California, by which the directory leaves out what was checked too long ago."""
    return now().date()


@cache
def rules() -> Rules:
    """The eligibility rules of knowledge/facts."""
    return load_rules()


@cache
def _engine() -> Engine:
    return engine(os.environ.get("PUENTE_DATABASE_URL", DEFAULT_URL))


def directory() -> Session:
    """A session on the directory; use it with `with`."""
    return Session(_engine())


@cache
def responses() -> Responses:
    """Every sentence of bot/domain/responses."""
    return Responses.load()


@cache
def questions() -> Meanings:
    """The stored questions of all reviewed answers, both languages, by meaning."""
    with directory() as session:
        entries = queries.answers(session)
    texts = [(entry.id, text) for entry in entries for text in (*entry.questions_en, *entry.questions_es)]
    return open_meanings(texts)


@cache
def hotline_names() -> Meanings:
    """The lines' names and those of the services behind them, in both languages, by meaning."""
    with directory() as session:
        services = queries.services_by_hotline(session)
        names = {line.id: [line.name, *services.get(line.id, ())] for line in queries.hotlines(session)}
    texts = [
        (identity, name.of(one)) for identity, all_ in names.items() for name in all_ for one in ("en", "es")
    ]
    return open_meanings(texts)
