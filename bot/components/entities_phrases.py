"""Phrase lists as files write them, and all the phrases that they stand for.

`im (a|an|) {role}`: one of the words in round brackets (nothing after a last bar), one phrase of the
list named in curly brackets. Lists of a file may use each other and those of entities_shared.yml. What
that file calls the same is read as one, so that lists stay short and their products small.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.components.entities_same import Same

ROOM = Path(__file__).parent
_CHOICE = re.compile(r"\(([^()]*)\)|\{(\w+)\}")
_DEEPEST = 8


@dataclass(frozen=True)
class PhraseFile:
    """What a file `entities_<label>.yml` says: value -> phrases, and phrases that only look like it."""

    values: Mapping[str, Any]
    same: Same
    spare: Sequence[str] = ()
    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)
    tables: Mapping[str, Any] = field(default_factory=dict)  # what else the file holds, for its own module

    def phrases(self, written: Sequence[str]) -> Iterator[str]:
        """Each phrase that these ones stand for; ValueError for an unknown list or one that names itself."""
        for one in dict.fromkeys(self.same.phrase(one) for one in written):
            yield from _spelt_out(one, self.lists, 0)


def shared_words(room: Path = ROOM) -> Same:
    """What entities_shared.yml calls the same."""
    return Same(_content(room / "entities_shared.yml")["same"])


def read(label: str, same: Same, room: Path = ROOM) -> PhraseFile:
    """The file of one label, its lists beside the shared ones."""
    listed = _content(room / f"entities_{label}.yml")
    lists = {**_content(room / "entities_shared.yml")["lists"], **listed.pop("lists", {})}
    lists = {name: list(dict.fromkeys(map(same.phrase, phrases))) for name, phrases in lists.items()}
    return PhraseFile(listed.pop("values"), same, listed.pop("spare", ()), lists, tables=listed)


def _content(path: Path) -> dict[str, Any]:
    """All of it as words: YAML's own reading makes a truth value of "no" and "on"."""
    content: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return content


def _spelt_out(phrase: str, lists: Mapping[str, Sequence[str]], depth: int) -> Iterator[str]:
    found = _CHOICE.search(phrase)
    if found is None:
        yield " ".join(phrase.split())
        return
    if depth > _DEEPEST or (found[2] and found[2] not in lists):
        raise ValueError(f"phrase {phrase!r}: list {found[2]!r} is not there or names itself: mend the file")
    choices = lists[found[2]] if found[2] else found[1].split("|")
    for choice in choices:
        spelt = f"{phrase[: found.start()]}{choice}{phrase[found.end() :]}"
        yield from _spelt_out(spelt, lists, depth + ("{" in choice))
