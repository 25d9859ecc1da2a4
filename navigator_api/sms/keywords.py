"""Whole messages that end or resume texting, in both languages, before anything else is looked at.

Whole messages only: "stop him", "para mi hija" and "end my life" are cries, not opt-outs. Sources: Twilio's
default stop words, the FCC revocation rule in force since 11 April 2025, and their Spanish counterparts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.text.language import Language
from bot.text.plain import plain


@dataclass(frozen=True)
class OptWord:
    """`action`: end ("stop") or resume ("start") texting. `language`: of the word."""

    action: Literal["stop", "start"]
    language: Language


STOP_EN = "stop|stopall|stop all|unsubscribe|cancel|end|quit|revoke|optout|opt out"
STOP_ES = "alto|parar|pare|cancelar|terminar|fin|salir|baja|detener|no mas"
START_EN = "start|unstop"
START_ES = "volver|iniciar"

WORDS: Mapping[str, OptWord] = {
    **{word: OptWord("stop", "en") for word in STOP_EN.split("|")},
    **{word: OptWord("stop", "es") for word in STOP_ES.split("|")},
    **{word: OptWord("start", "en") for word in START_EN.split("|")},
    **{word: OptWord("start", "es") for word in START_ES.split("|")},
}


def find_opt_word(text: str) -> OptWord | None:
    """What this whole message asks for, in any case, accent and punctuation; None for anything else."""
    return WORDS.get(plain(text))
