"""Which reviewed answer a message about a need gets: where it asks what a list of services does not say.

"What is a t visa" is understood as the wish for an immigration lawyer, and is still a question of its own.
"""

import re

from rasa_sdk import Tracker
from sqlmodel import Session

from actions import asked_on, clauses, leading, situation, slots, thread, turn
from actions.collaborators import directory, now, questions, today
from actions.likeliest import SCORED
from actions.tables import NeedRow, need_rows
from bot.text.plain import plain
from knowledge.directory import queries
from knowledge.directory.search.find import search
from knowledge.directory.search.memory import memory
from knowledge.directory.search.query import Query
from knowledge.directory.search.slots import slots as wishes
from knowledge.meaning import encoder

# Whoever asks for these gets a number before any explanation.
AT_ONCE = frozenset({"need_shelter", "need_counseling", "need_case_management"})
NEAR_ENOUGH = 0.72  # cosine; a need is only overruled by a question that is surely meant
NEAR_TO_OWN = 0.58  # the same for the answers on that very need
BESIDE_A_NEED = 0.08  # so much nearer must an answer on what was told be where a need is surely meant
UNSURE = 0.5  # below it a need was guessed at, and what was told before is the better guide
# Who asks where to go, or who helps, wants a number and no explanation.
_AFTER_A_PLACE = re.compile(
    r"(?:ok |and |so |pero |y |hi |hola )?(?:where (?:can|could|do) (?:i|we)|who (?:can|could) help"
    r"|(?:en |a )?donde (?:puedo|podemos|me|voy|hay|dan)|quien (?:me|nos) (?:ayuda|puede|ayudan))\b"
)


def asks(tracker: Tracker) -> bool:
    """Whether what was read as a need may be a question: it looks like one, or the need is a guess."""
    return clauses.is_question(turn.text(tracker)) or not _is_sure(tracker)


def _is_sure(tracker: Tracker) -> bool:
    return turn.sureness(tracker) >= UNSURE


def answer(tracker: Tracker, need: str) -> str | None:
    """The id of the answer, or None: then the services of the need are what is wanted."""
    text = turn.text(tracker)
    if text.startswith("/") or turn.is_with_staff(tracker):
        return None
    question = clauses.is_question(text)
    if question and need not in AT_ONCE and not situation.is_minor(situation.known(tracker)):
        stored = questions().nearest(text, thread.answers_not_for(thread.FOR_SCHOOL))
        if stored and stored.nearness >= NEAR_ENOUGH and stored.score >= SCORED:
            return stored.id
    own = _own(tracker, need)
    if own is not None:
        return own
    if asks(tracker):
        on = asked_on.answer(tracker, asked_on.AT_LEAST + (BESIDE_A_NEED if _is_sure(tracker) else 0))
        if on is not None:
            return on
    with directory() as session:
        return _without_number(session, text, need_rows()[need])


def _own(tracker: Tracker, need: str) -> str | None:
    """The answer to a question about the need, whatever story is around it; not what was told just now."""
    text, among = turn.text(tracker), need_rows()[need].answers
    if not leading.is_question(text) or _AFTER_A_PLACE.match(plain(text)):
        return None
    if situation.is_minor(situation.known(tracker)):
        return None
    near = questions().nearest(text, among, clauses.of(text))
    told = tracker.get_slot(slots.ANSWER_TOLD)
    if near is None or near.id == told or near.nearness < NEAR_TO_OWN:
        return None
    return near.id if near.score >= SCORED else None


def _without_number(session: Session, text: str, row: NeedRow) -> str | None:
    """The answer on a part of the need that no service with a number meets, when the words name that part."""
    named = {need for wish in wishes(session, text, memory(session)) for need in wish.needs}
    wanted = [need for need in row.usual.needs if need in named]
    if not wanted or any(hit.sms for hit in queries.services_for_needs(session, wanted, on=today())):
        return None
    found = search(session, Query(needs=tuple(wanted)), encode=encoder(), on=now())
    among = thread.answers_with([hit.service_id for hit in found.hits])
    near = questions().nearest(text, among & thread.answers_not_for(thread.FOR_SCHOOL))
    return near.id if near else None
