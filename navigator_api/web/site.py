"""What every page shares: its words, its language, its links, and the part that a script swaps."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from starlette.responses import HTMLResponse

from bot.text.language import LANGUAGES, Language
from navigator_api.staff.actor import Actor
from navigator_api.web.marks import numbers_whole
from navigator_api.web.words import Words, choose_language

TEMPLATES = Path(__file__).with_name("templates")
STATIC = Path(__file__).with_name("static")
# A plain page that nobody wonders about; the way out of ours.
EXIT_URL = "https://www.weather.gov"
FRAGMENT_HEADER = "X-Fragment"

Say = Callable[[str], str]


class Site:
    """Renders templates in both languages; every value is escaped."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self.templates = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.templates.filters["numbers_whole"] = numbers_whole

    def words(self, language: Language) -> Say:
        """The function that gives a page's words by id in this language."""
        return self._words.of(language)

    def language(self, request: Request, actor: Actor | None = None) -> Language:
        """`?lang=` wins, then the language of the account, then the browser's."""
        accepted = actor.language if actor else request.headers.get("accept-language")
        return choose_language(request.query_params.get("lang"), accepted)

    def html(
        self, request: Request, template: str, *, status: int = 200, actor: Actor | None = None, **values: Any
    ) -> HTMLResponse:
        """The page; with the header X-Fragment only what stands in the template's block `fragment`."""
        found = self.templates.get_template(template)
        shown = {**self._shared(request, actor), **values}
        if FRAGMENT_HEADER in request.headers:
            return HTMLResponse(_block(found, "fragment", shown), status)
        return HTMLResponse(found.render(shown), status)

    def _shared(self, request: Request, actor: Actor | None) -> dict[str, Any]:
        language = self.language(request, actor)
        return {
            "_": self.words(language),
            "language": language,
            "languages": LANGUAGES,
            "exit_url": EXIT_URL,
            "path": request.url.path,
            "switch": {one: _switched(request, one) for one in LANGUAGES},
            "href": _linker(request.query_params.get("lang")),
            "actor": actor,
            "may": actor.may if actor else _may_nothing,
            "form_token": actor.form_token if actor else "",
        }


def _may_nothing(_permission: str) -> bool:
    return False


def _linker(lang: str | None) -> Callable[..., str]:
    """Links keep a language that was asked for by `?lang=`."""
    kept = {"lang": lang} if lang in LANGUAGES else {}

    def href(path: str, **query: Any) -> str:
        return with_query(path, {**kept, **query})

    return href


def with_query(path: str, query: Mapping[str, Any]) -> str:
    """The path with its query; absent values are left out, lists repeat their name."""
    given = {name: value for name, value in query.items() if value not in (None, "", [])}
    return f"{path}?{urlencode(given, doseq=True)}" if given else path


def _switched(request: Request, language: Language) -> str:
    """The address of the same page in another language."""
    query = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    return f"{request.url.path}?{urlencode([*query, ('lang', language)])}"


def _block(template: Template, name: str, values: Mapping[str, Any]) -> str:
    """What one block of a template says. The block reads what the route gave, no `set` outside of it."""
    return "".join(template.blocks[name](template.new_context(dict(values))))
