"""Writes a page for every program to docs/programs: `python -m knowledge.rules.pages [--check]`.

With --check nothing is written; it ends with 1 and names every page that is not as the facts would make it.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from knowledge.errors import FactsError
from knowledge.rules.criteria import Program
from knowledge.rules.decision_table import table
from knowledge.rules.fields import Fields
from knowledge.rules.load import FACTS, load_rules
from knowledge.rules.markdown import plain
from knowledge.rules.markdown import table as lines_of
from knowledge.rules.page import Names, page
from knowledge.words import Words
from knowledge.yaml_lines import read

PROGRAMS = Path(__file__).resolve().parents[2] / "docs" / "programs"
INDEX = "README.md"
_HEAD = (
    "Program · Programa",
    "Organization · Organización",
    "Verdicts it can come to · Resultados posibles",
    "Version",
    "In force from · Vigente desde",
    "Checked · Revisada",
)


def pages(directory: Path = FACTS) -> dict[str, str]:
    """Every page by its file name, the index included. Raises FactsError."""
    rules, names = load_rules(directory), _names(directory)
    made = {
        f"{service}.md": page(program, rules.fields, names) for service, program in rules.programs.items()
    }
    return {INDEX: _index(rules.programs, rules.fields, names), **made}


def _names(directory: Path) -> Names:
    services = read(directory / "services.yaml", "services.yaml").data["services"]
    organizations = read(directory / "organizations.yaml", "organizations.yaml").data["organizations"]
    by_id = {one["id"]: Words(one["name"], one.get("name_es")) for one in organizations}
    return Names(
        services={one["id"]: Words(one["name_en"], one["name_es"]) for one in services},
        organizations={one["id"]: by_id[one["organization"]] for one in services},
    )


def _index(programs: Mapping[str, Program], fields: Fields, names: Names) -> str:
    rows = [_entry(program, fields, names) for program in programs.values()]
    lines = [
        "<!-- Made by `python -m knowledge.rules.pages`: change knowledge/facts, not this page. -->",
        "",
        "# Programs · Programas",
        "",
        "Who each program may fit, for review. [How to read these pages](../rules.md).",
        "",
        *lines_of(("English", "Español"), [(plain(fields.disclaimer.en), plain(fields.disclaimer.of("es")))]),
        *lines_of(_HEAD, rows),
    ]
    return "\n".join(lines).rstrip("\n") + "\n"


def _entry(program: Program, fields: Fields, names: Names) -> Sequence[str]:
    newest, name = program.versions[-1], names.services[program.service]
    return (
        f"[{plain(name.en)}]({program.service}.md)<br>{plain(name.of('es'))}",
        plain(names.organizations[program.service].en),
        ", ".join(dict.fromkeys(row.verdict for row in table(newest, fields))),
        str(newest.number),
        newest.effective_from.isoformat() if newest.effective_from else "",
        newest.checked.isoformat(),
    )


def stale(made: Mapping[str, str], folder: Path) -> list[str]:
    """Names of the pages in a folder that are missing, differ, or belong to no program any more."""
    written = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    return sorted(name for name in {*made, *written} if made.get(name) != written.get(name))


def write(made: Mapping[str, str], folder: Path) -> list[str]:
    """Bring a folder to these pages; the names of those that changed."""
    folder.mkdir(parents=True, exist_ok=True)
    changed = stale(made, folder)
    for name in changed:
        if name in made:
            (folder / name).write_text(made[name], encoding="utf-8")
        else:
            (folder / name).unlink()
    return changed


def main(arguments: Sequence[str], directory: Path = FACTS, folder: Path = PROGRAMS) -> int:
    """0 when the pages are right (or were written), 1 when --check finds stale ones, 2 for what cannot be."""
    if list(arguments) not in ([], ["--check"]):
        sys.stderr.write("Use: python -m knowledge.rules.pages [--check]\n")
        return 2
    try:
        made = pages(directory)
    except FactsError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if not arguments:
        sys.stdout.write(f"{len(write(made, folder))} of {len(made)} pages written to {folder}\n")
        return 0
    names = stale(made, folder)
    for name in names:
        sys.stderr.write(f"{folder / name} is stale. To mend it: python -m knowledge.rules.pages\n")
    return 1 if names else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
