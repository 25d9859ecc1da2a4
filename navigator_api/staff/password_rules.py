"""Which new passwords are refused: short ones, common ones, and those that name their owner.

No rule asks for digits or signs (NIST SP 800-63B-4, 3.1.1.2). A password of fifteen letters is common when it
is put together from common ones: `password12345678`, `qwertyqwerty2026`.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

SHORTEST = 15
LONGEST = 200
_COMMON_FILE = Path(__file__).with_name("common_passwords.txt")
_LOOK_ALIKES = str.maketrans("@$€", "ase")
_DIGIT_LETTERS = str.maketrans("0134578", "oieastb")
_SEQUENCES = ("01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_SHORTEST_RUN = 3
_SHORTEST_NAME = 3
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNIT = re.compile(r"(.{1,8}?)\1+")


def refusal(password: str, name: str) -> str | None:
    """The page word that says why this new password is refused for the account `name`; None if it is good."""
    if len(password) < SHORTEST:
        return "staff.password.short"
    if len(password) > LONGEST:
        return "staff.password.long"
    if len(name) >= _SHORTEST_NAME and _folded(name) in _folded(password):
        return "staff.password.name"
    return "staff.password.common" if is_common(password) else None


def is_common(password: str) -> bool:
    """Whether it stands in the list, repeats one short thing, or is made of the list's words and of runs.

    >>> is_common("P@ssw0rd-P@ssw0rd"), is_common("los gatos comen naranjas")
    (True, False)
    """
    plain = _folded(password)
    if _UNIT.fullmatch(plain):
        return True
    return any(_made_of_common(form) for form in {plain, plain.translate(_DIGIT_LETTERS)})


def _folded(text: str) -> str:
    """Small letters and digits only, without accents; for comparing."""
    spread = unicodedata.normalize("NFKD", text.casefold()).translate(_LOOK_ALIKES)
    return "".join(letter for letter in spread if letter.isalnum())


def _made_of_common(text: str) -> bool:
    """Walks through the text from every place that common pieces can reach."""
    reached = [True] + [False] * len(text)
    for start in range(len(text)):
        if reached[start]:
            for end in _piece_ends(text, start):
                reached[end] = True
    return reached[-1]


def _piece_ends(text: str, start: int) -> set[int]:
    words, longest = _common()
    ends = {end for end in range(start + 1, min(len(text), start + longest) + 1) if text[start:end] in words}
    ends |= set(range(start + _SHORTEST_RUN, _run_end(text, start) + 1))
    if _YEAR.match(text, start):
        ends.add(start + 4)
    if text[start].isdigit():
        ends.add(start + 1)
    return ends


def _run_end(text: str, start: int) -> int:
    """Where a run of one letter, or of neighbours in a row of keys, ends."""
    same = start + 1
    while same < len(text) and text[same] == text[start]:
        same += 1
    ends = [same]
    for row in (*_SEQUENCES, *(row[::-1] for row in _SEQUENCES)):
        end = start + 1
        while end < len(text) and text[start : end + 1] in row:
            end += 1
        ends.append(end)
    return max(ends)


@cache
def _common() -> tuple[frozenset[str], int]:
    """The list, folded, and the length of its longest entry."""
    lines = _COMMON_FILE.read_text(encoding="utf-8").splitlines()
    words = {_folded(line) for line in lines if line and not line.startswith("#")}
    return frozenset(words), max(map(len, words))
