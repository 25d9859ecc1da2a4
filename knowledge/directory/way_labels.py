"""The words printed with a number, in Spanish (way_labels.yaml); the facts have them in English."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from knowledge.words import Words

FILE = Path(__file__).with_suffix(".yaml")


def label_words(label: str) -> Words:
    """A label or remark in both languages; the same in both for a name."""
    return Words(label, _spanish().get(label, label))


def printed_words(printed: str, label: str | None) -> Words:
    """A number or page as it is printed, with the words beside it in both languages."""
    if label is None:
        return label_words(printed)
    return Words(printed, printed.replace(label, label_words(label).of("es")))


@cache
def _spanish() -> dict[str, str]:
    found: dict[str, str] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found
