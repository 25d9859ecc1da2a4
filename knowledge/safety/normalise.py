"""Turns a text message into plain words, so that one spelling of a cue covers the many that people use.

Only a copy is changed, and only for matching. Order: clip, NFKC, invisible characters out, emoji to
words, case and accents off, look-alike letters, leet, stretched letters, s p a c e d letters, shorthand.
Every step looks at each character a bounded number of times.
"""

import unicodedata
from dataclasses import dataclass

LONGEST_TEXT = 1600
"""Characters that are read: the longest text Twilio delivers. Of a longer one, both ends are read."""

_SENTENCE_ENDS = frozenset(".!?;\n\r\u2026\u00a1\u00bf\u2028\u2029\u3002")
_CLAUSE_ENDS = frozenset(',:()[]"\u2013\u2014\u201c\u201d\u00ab\u00bb\t/')
_APOSTROPHES = frozenset("'\u2019\u2018\u02bc`\u00b4\u2032\uff07")
_INSIDE_WORD = frozenset("@$!|*")
_LEET = str.maketrans("01345789@$!|", "oieastbgasii")
_ORDINAL_ENDS = ("st", "nd", "rd", "th")


@dataclass(frozen=True)
class Token:
    """A word and where it stands; sentences and clauses are counted from 0 through the message."""

    text: str
    sentence: int
    clause: int


@dataclass(frozen=True)
class Shorthand:
    """Words that stand for others: `expand` replaces ("gonna": "going to"), `emoji` names pictures.

    `also` holds further readings of words with more than one meaning ("2" is a number and "to"),
    `lookalikes` letters of other alphabets by code point, `units` words that follow a number,
    `after_number` what is meant only there ("15yo").
    """

    expand: dict[str, str]
    emoji: dict[str, str]
    also: dict[str, str]
    lookalikes: dict[int, str]
    units: frozenset[str]
    after_number: dict[str, str]


@dataclass(frozen=True)
class _Piece:
    text: str
    sentence: int
    clause: int
    apart: bool
    """More than one blank before it."""


def normalise(text: str, shorthand: Shorthand) -> tuple[Token, ...]:
    """The words of a message in matching form."""
    pieces = _pieces(_fold(_clip(text), shorthand))
    tokens: list[Token] = []
    for piece in _join_spaced_letters(pieces):
        for word in _words(piece.text, shorthand):
            tokens.append(Token(word, piece.sentence, piece.clause))
    return tuple(tokens)


def plain(word: str) -> str:
    """A word of our own files in matching form: case and accents off."""
    if word.isascii():
        return word.lower()
    marked = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in marked if not unicodedata.combining(c))


def _clip(text: str) -> str:
    if len(text) <= LONGEST_TEXT:
        return text
    half = LONGEST_TEXT // 2
    return text[:half] + "\n" + text[-half:]


def _fold(text: str, shorthand: Shorthand) -> str:
    seen = "".join(c for c in unicodedata.normalize("NFKC", text) if not _is_invisible(c))
    emoji = shorthand.emoji
    named = "".join(f" {emoji[c]} " if c in emoji else c for c in seen[: 2 * LONGEST_TEXT])
    return plain(named).translate(shorthand.lookalikes)


def _is_invisible(char: str) -> bool:
    return unicodedata.category(char) in ("Cf", "Mn", "Me")


def _pieces(text: str) -> list[_Piece]:
    """Runs of letters and digits, with the sentence and clause they stand in."""
    pieces: list[_Piece] = []
    word: list[str] = []
    sentence = clause = blanks = 0
    for i, char in enumerate(text + "\n"):
        if char.isalnum() or _belongs_to_word(text, i, char, word):
            word.append(char)
            continue
        if word:
            pieces.append(_Piece("".join(word), sentence, clause, blanks > 1))
            word, blanks = [], 0
        blanks += char.isspace()
        if char in _SENTENCE_ENDS:
            sentence, clause = sentence + 1, clause + 1
        elif char in _CLAUSE_ENDS:
            clause += 1
    return pieces


def _belongs_to_word(text: str, i: int, char: str, word: list[str]) -> bool:
    if i + 1 >= len(text) or not text[i + 1].isalnum():
        return False
    if char in _APOSTROPHES:
        return bool(word)
    if char in "@$":
        return True
    return char in _INSIDE_WORD and bool(word) and (char == "*" or len(word) <= 2)


def _join_spaced_letters(pieces: list[_Piece]) -> list[_Piece]:
    """Joins three or more lone letters in a row to one word: "k i l l  m e", "s.o.s"."""
    joined: list[_Piece] = []
    run: list[_Piece] = []
    for piece in pieces:
        lone = len(piece.text) == 1 and piece.text.isalpha()
        if run and (not lone or piece.apart):
            joined += _one_word(run)
            run = []
        if lone:
            run.append(piece)
        else:
            joined.append(piece)
    return joined + _one_word(run)


def _one_word(run: list[_Piece]) -> list[_Piece]:
    if len(run) < 3 and not (len(run) == 2 and run[0].apart):
        return run
    first = run[0]
    return [_Piece("".join(p.text for p in run), first.sentence, first.clause, first.apart)]


def _words(raw: str, shorthand: Shorthand) -> list[str]:
    expand = shorthand.expand
    straight = "".join("'" if c in _APOSTROPHES else c for c in raw)
    if straight in expand:
        return expand[straight].split()
    bare = _squeeze(straight.replace("'", "").replace("*", ""))
    if bare in expand:
        return expand[bare].split()
    words = [_squeeze(word) for word in _digits_apart(bare, shorthand)]
    return [part for word in words for part in expand.get(word, word).split()]


def _squeeze(word: str) -> str:
    """A letter said three times or more, twice: "heeelp" is "heelp". Digits stay."""
    kept: list[str] = []
    for char in word:
        if not (len(kept) > 1 and char == kept[-1] == kept[-2] and not char.isdigit()):
            kept.append(char)
    return "".join(kept)


def _digits_apart(word: str, shorthand: Shorthand) -> list[str]:
    """Reads "15yo" as two words, and "k1ll" and "5uicide" as one in letters."""
    head = len(word) - len(word.lstrip("0123456789"))
    if word.isalpha() or word.isdigit() or word[head:] in _ORDINAL_ENDS:
        return [word]
    tail = len(word) - len(word.rstrip("0123456789"))
    rest = word[head:]
    if head and rest in shorthand.after_number:
        return [word[:head], *shorthand.after_number[rest].split()]
    if head and (head > 1 or len(rest) < 4 or rest in shorthand.units):
        return [word[:head], *_digits_apart(rest, shorthand)] if rest else [word]
    if tail > 1 or (tail and len(word) - tail > 4):
        return [*_digits_apart(word[:-tail], shorthand), word[-tail:]]
    return [word.replace("11", "ll").translate(_LEET)]
