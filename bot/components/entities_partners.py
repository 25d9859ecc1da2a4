"""The names of organizations, from the facts; entities_partner.yml says which are common words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

PARTNERS_FILE = Path(__file__).parents[2] / "knowledge" / "facts" / "organizations.yaml"
_SHORTEST = 3


def names(only_in_context: frozenset[str], path: Path = PARTNERS_FILE) -> Iterator[tuple[str, str]]:
    """Organization id and name, for each name and alias; those of `only_in_context` (lower case) left out."""
    for organization in yaml.safe_load(path.read_text(encoding="utf-8"))["organizations"]:
        for name in dict.fromkeys([organization["name"], *organization.get("aliases", ())]):
            if len(name) >= _SHORTEST and name.lower() not in only_in_context:
                yield organization["id"], name
