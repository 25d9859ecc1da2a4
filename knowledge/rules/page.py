"""The page of one program for those who review it: navigators, lawyers, the agency itself."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledge.rules.criteria import Leaf, Node, Program, Said, Turn, Version, leaves
from knowledge.rules.criterion_words import answer
from knowledge.rules.decision_table import ANY, MET, NOT, OPEN, Row, table
from knowledge.rules.fields import Fields
from knowledge.rules.markdown import Sources, plain
from knowledge.rules.markdown import table as lines_of
from knowledge.words import Words

MOST_ROWS = 25
_LISTS = (
    ("warnings", "Warnings · Avisos"),
    ("gives", "What it gives · Qué da"),
    ("documents", "Documents · Documentos"),
    ("proof", "Proof · Pruebas"),
    ("duration", "How long · Cuánto dura"),
    ("ends_when", "What ends it · Qué lo termina"),
    ("show", "Good to know (decides nothing) · Información (no decide nada)"),
)
_BOTH = ("English", "Español")
_GROUPS = {
    "all": "all of these · todo esto",
    "any": "at least one of these · al menos una de estas",
    "not": "not this · esto no",
    "at_least": "at least {count} of these · al menos {count} de estas",
}
_MEETS = ("Answer that meets it", "Respuesta que lo cumple")
_CRITERION = (
    *_MEETS,
    "A contrary answer · Una respuesta contraria",
    "Confirmed by · Lo confirma",
    "Sources · Fuentes",
)
# By whether a criterion is lenient.
_CONTRARY = {
    True: "leaves it open · lo deja abierto",
    False: "may lead elsewhere · puede llevar a otro lugar",
}
_CONFIRM = {"lawyer": "a lawyer · un abogado o abogada", "agency": "the agency · la agencia", None: ""}
_CELLS = {
    frozenset({MET}): "yes",
    frozenset({NOT}): "no",
    frozenset({MET, OPEN}): "not no",
    frozenset({NOT, OPEN}): "not yes",
    ANY: "–",
}
_LEGEND = Words(
    "Read from the top; the first row that fits decides. yes: the answer meets the criterion. no: it is "
    "contrary. not no: met, or not answered. not yes: contrary, or not answered. –: any answer, or none. "
    "A criterion without column changes no verdict by an answer: only the agency or a lawyer judges it.",
    "Se lee desde arriba; decide la primera fila que corresponde. yes: la respuesta cumple. no: es "
    "contraria. not no: cumple, o no hay respuesta. not yes: es contraria, o no hay respuesta. –: "
    "cualquiera, o ninguna. Un criterio sin columna no cambia nada con una respuesta: lo juzga la agencia o "
    "un abogado o abogada.",
)
_TOO_LONG = Words(
    "It would be too long to read: see the rule above.",
    "Sería demasiado larga: vea la regla de arriba.",
)
_ENDS = {
    "withdrawn": "unlikely: not offered · no se ofrece",
    "open_to_all": "likely: open to all · para todas las personas",
    "instead": "unlikely: path {path} · camino {path}",
    "doubt": "unclear: doubt {path} · duda {path}",
    "stays": "unclear, whatever else is answered: ask · pregunte",
    "else": "unclear: something is not answered · falta una respuesta",
    "rule": "{verdict}",
}


@dataclass(frozen=True)
class Names:
    """Names of the services by id, and of the organization of each."""

    services: Mapping[str, Words]
    organizations: Mapping[str, Words]


def page(program: Program, fields: Fields, names: Names) -> str:
    """The Markdown of one program, its newest version first."""
    name, organization = names.services[program.service], names.organizations[program.service]
    facts = f"knowledge/facts/eligibility/{program.service}.yaml"
    lines = [
        f"<!-- Made by `python -m knowledge.rules.pages` from {facts}: change that file, not this one. -->",
        "",
        f"# {plain(name.en)}",
        "",
        f"**{plain(name.of('es'))}** · {plain(organization.en)} · `{program.service}`",
        "",
        "[All programs](README.md) · [How to read this page](../rules.md)",
        "",
        *_pair(fields.disclaimer),
    ]
    for version in reversed(program.versions):
        lines += _Version(version, fields, names).lines()
    return "\n".join(lines).rstrip("\n") + "\n"


def _pair(words: Words) -> list[str]:
    return lines_of(_BOTH, [(plain(words.en), plain(words.of("es")))])


# Letters that instead_if, which starts at A, does not reach.
_DOUBTS = "UVWXYZ"


def labels(version: Version) -> dict[int, str]:
    """A label for every leaf: 1, 2 … in the rule, A1 … in instead_if, U1 … in unclear_if, a1 … after."""
    found = {leaf.index: str(number) for number, leaf in enumerate(_rule_leaves(version), 1)}
    for letters, turns in (
        (string.ascii_uppercase, version.instead_if),
        (_DOUBTS, version.unclear_if),
        (string.ascii_lowercase, version.ask_first_if),
    ):
        for letter, turn in zip(letters, turns, strict=False):
            for number, leaf in enumerate((*leaves(turn.when), *leaves(turn.unless)), 1):
                found[leaf.index] = f"{letter}{number}"
    return found


def _rule_leaves(version: Version) -> list[Leaf]:
    return [] if version.open_to_all else list(leaves(version.rule))


class _Version:
    """Writes one version; the sources are numbered in the order in which they are met."""

    def __init__(self, version: Version, fields: Fields, names: Names) -> None:
        self._version, self._fields, self._names = version, fields, names
        self._labels = labels(version)
        self._sources = Sources()

    def lines(self) -> list[str]:
        version = self._version
        start = version.effective_from.isoformat() if version.effective_from else "the sources give no date"
        return [
            f"## Version {version.number}",
            "",
            f"In force from · Vigente desde: {start}. Checked · Revisada: {version.checked.isoformat()}.",
            "",
            *([f"Withdrawn · Retirado: {plain(version.status_reason)}", ""] if version.status_reason else []),
            "### Who it is for · Para quién es",
            "",
            *_pair(version.who),
            *self._rule(),
            *self._turns(version.instead_if, "Another path comes first · Antes hay otro camino"),
            *self._turns(version.unclear_if, "In doubt, and whom to ask · Con duda, y a quién preguntar"),
            *self._decisions(),
            *self._texts("Where to go when it is unlikely · A dónde ir si no", [version.if_not]),
            *self._turns(version.ask_first_if, "Ask first (decides nothing) · Pregunte antes (no decide)"),
            *(line for key, head in _LISTS for line in self._texts(head, getattr(version, key))),
            *self._texts("Unsure, and whom to ask · Qué no es seguro y a quién preguntar", version.unsure),
            "### Sources · Fuentes",
            "",
            *self._sources.listed(),
        ]

    def _rule(self) -> list[str]:
        if self._version.open_to_all or self._version.rule is None:
            return []
        rows = [self._criterion(leaf) for leaf in _rule_leaves(self._version)]
        outline = self._outline(self._version.rule)
        return ["### The rule · La regla", "", *outline, "", *lines_of(("No.", *_BOTH, *_CRITERION), rows)]

    def _criterion(self, leaf: Leaf) -> Sequence[str]:
        contrary = "" if leaf.asks is None else _CONTRARY[leaf.lenient]
        sources = self._sources.named(leaf.citations)
        texts = (plain(leaf.text.en), plain(leaf.text.of("es")))
        number, *answers = self._answers(leaf)
        return (number, *texts, *answers, contrary, _CONFIRM[leaf.confirm_by], sources)

    def _answers(self, leaf: Leaf) -> Sequence[str]:
        """The label of a criterion and the answer that meets it, in both languages."""
        field = f"`{leaf.test.field}` " if leaf.test.field else ""
        told = [plain(answer(leaf.test, self._fields, language)) for language in ("en", "es")]
        return (self._labels[leaf.index], field + told[0], told[1])

    def _outline(self, node: Node, depth: int = 0) -> Iterator[str]:
        """How the criteria stand together: a line a group, with its own criteria, and below it its groups."""
        if isinstance(node, Leaf):
            yield f"- **{self._labels[node.index]}**"
            return
        own = ", ".join(f"**{self._labels[part.index]}**" for part in node.parts if isinstance(part, Leaf))
        told = _GROUPS[node.kind].format(count=node.count)
        yield "  " * depth + "- " + (f"{told}: {own}" if own else told)
        for part in node.parts:
            if not isinstance(part, Leaf):
                yield from self._outline(part, depth + 1)

    def _turns(self, turns: Sequence[Turn], head: str) -> list[str]:
        lines = [f"### {head}", ""] if turns else []
        for turn in turns:
            lines += ["When · Cuando:", "", *self._outline(turn.when), ""]
            if turn.unless is not None:
                lines += ["Unless · Salvo que:", "", *self._outline(turn.unless), ""]
            rows = [self._answers(leaf) for leaf in (*leaves(turn.when), *leaves(turn.unless))]
            lines += [*lines_of(("No.", *_MEETS), rows), *self._said([turn.said])]
        return lines

    def _decisions(self) -> list[str]:
        head = ["### Decision table · Tabla de decisiones", ""]
        rows = table(self._version, self._fields)
        if len(rows) > MOST_ROWS:
            return [*head, *_pair(_TOO_LONG)]
        used = [index for index in self._labels if any(index in row.states for row in rows)]
        titles = ("Row · Fila", *(self._labels[index] for index in used), "Verdict · Resultado")
        cells = [
            (str(number), *(_CELLS[row.states.get(index, ANY)] for index in used), _end(row))
            for number, row in enumerate(rows, 1)
        ]
        return [*head, *(_pair(_LEGEND) if used else []), *lines_of(titles, cells)]

    def _texts(self, head: str, texts: Sequence[Said]) -> list[str]:
        return [f"### {head}", "", *self._said(texts)] if texts else []

    def _said(self, texts: Sequence[Said]) -> list[str]:
        """Texts with where they lead; a column that all of them would leave empty is left out."""
        rows = [
            (
                _mark(said) + plain(said.text.en),
                plain(said.text.of("es")),
                ", ".join(self._service(one) for one in (*said.go_to, *said.ask)),
                self._sources.named(said.citations),
            )
            for said in texts
        ]
        heads = (*_BOTH, "Go to or ask · Vaya o pregunte", "Sources · Fuentes")
        kept = [number for number in range(len(heads)) if any(row[number] for row in rows)]
        return lines_of(
            [heads[number] for number in kept], [[row[number] for number in kept] for row in rows]
        )

    def _service(self, service: str) -> str:
        return f"[{plain(self._names.services[service].en)}]({service}.md)"


def _end(row: Row) -> str:
    letters = _DOUBTS if row.why == "doubt" else string.ascii_uppercase
    path = "" if row.turn is None else letters[row.turn]
    return _ENDS[row.why].format(path=path, verdict=row.verdict)


def _mark(said: Said) -> str:
    marks = [said.topic.replace("_", " ")] if said.topic else []
    marks += ["always shown"] if said.always_show else []
    return f"**{', '.join(marks)}** " if marks else ""
