"""`python -m tests.navigator_api.web.bench_options [SERVICES]`: how long from a situation to ranked options.

A directory of that many services (10,000 by default) is made of the real ones: rows, index and rules of each
are there under another id, words, areas and languages drawn anew (seeded). Timed are the answer of the route
and, where chromium is installed, the browser from the press of the button to the options swapped in. Nothing
is asserted.
"""

import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from statistics import median
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI
from sqlalchemy import Engine, Table, insert, or_, select
from sqlmodel import Session
from starlette.staticfiles import StaticFiles

from knowledge.directory.build import build
from knowledge.directory.engine import engine
from knowledge.directory.search.documents import Document, documents
from knowledge.directory.search.index import write
from knowledge.directory.tables import DirectoryTable
from knowledge.meaning import encoder
from knowledge.rules.load import Rules, load_rules
from knowledge.workspace import accounts, sessions
from navigator_api.headers import SecurityHeaders
from navigator_api.limits import BodyLimits
from navigator_api.staff import cookies, tokens
from navigator_api.staff.guard import Guard
from navigator_api.staff.roles import Roles
from navigator_api.staff.who import Who
from navigator_api.web import options
from navigator_api.web.site import STATIC, Site
from navigator_api.web.words import Words
from tests.knowledge.directory.search.bench import near, varied

SERVICES = 10_000
RUNS = 5
BATCH = 5_000
SECRET = "k" * 40
PORT = 8797
ON = datetime(2026, 11, 23, 18, tzinfo=UTC)
BUDGET = 150.0  # ms, the 95th percentile in the browser
SITUATIONS: list[dict[str, str | list[str]]] = [
    {},
    {"needs_now": "emergency_shelter", "place_now": "contra_costa", "age_now": "16"},
    {"needs_now": ["food", "cash_assistance"], "place_now": "contra_costa", "us_citizen": "true"},
    {"needs_now": "legal_immigration", "immigration_steps": "t_filed", "language_wanted": "es"},
    {"words": "abogado de inmigracion", "age_now.band": "28-54", "place_now": "alameda"},
    {"words": "my boss took my passport", "harm_types": "labor_trafficking", "open_now": "1"},
    {"needs_now": ["mental_health", "crisis_support"], "language_wanted": "es", "town": "richmond"},
    {"needs_now": ["health_care", "food", "wage_recovery"], "household": "child_under_18", "open_now": "1"},
]


def large_directory(url: str, size: int) -> dict[str, str]:
    """A directory of this many services more than the real ones; the real id of each, by its own."""
    build(url)
    made = engine(url)
    with Session(made) as session:
        real = list(documents(session))
        others = list(varied(real, size))
        of = {one.service_id: one.service_id.rpartition("_")[0] for one in others}
        _copy_rows(session, of)
        write(session, chain(real, others), near([_by_id(one) for one in real], encoder()))
        session.commit()
    made.dispose()
    return of


def _by_id(one: Document) -> Document:
    return replace(one, meaning=one.meaning)


def _copy_rows(session: Session, of: dict[str, str]) -> None:
    """The rows of each real service once more for every service made of it."""
    for table in DirectoryTable.metadata.sorted_tables:
        owner = _owner(table)
        if owner is None or table.name == "answer_service":
            continue
        rows = [dict(row._mapping) for row in session.connection().execute(_of_services(table, owner))]
        by_service: dict[str, list[dict[str, Any]]] = {}
        for row in rows:
            by_service.setdefault(row[owner], []).append(row)
        copies = (
            _copy(row, owner, new, n)
            for n, (new, base) in enumerate(of.items())
            for row in by_service.get(base, ())
        )
        _insert(session, table, copies)


def _owner(table: Table) -> str | None:
    if table.name == "service":
        return "id"
    names = [name for name in ("service_id", "link_id", "entity_id") if name in table.columns]
    return names[0] if names else None


def _of_services(table: Table, owner: str) -> Any:
    kinds = [table.c[name] == "service" for name in ("entity", "link_entity") if name in table.columns]
    query = select(table).where(table.c[owner].is_not(None))
    return query.where(or_(*kinds)) if kinds else query


def _copy(row: dict[str, Any], owner: str, new: str, n: int) -> dict[str, Any]:
    changed = {name: value for name, value in row.items() if name != "uuid"}
    if "id" in changed:
        changed["id"] = f"{row['id']}~{n}" if isinstance(row["id"], str) else None
    changed[owner] = new
    return {name: value for name, value in changed.items() if not (name == "id" and value is None)}


def _insert(session: Session, table: Table, rows: Iterator[dict[str, Any]]) -> None:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) >= BATCH:
            session.connection().execute(insert(table), batch)
            batch = []
    if batch:
        session.connection().execute(insert(table), batch)


def rules_for(of: dict[str, str]) -> Rules:
    """The real rules, and each of them for every service made of its own."""
    real = load_rules()
    more = {
        new: replace(real.programs[base], service=new) for new, base in of.items() if base in real.programs
    }
    return replace(real, programs={**real.programs, **more})


def application(made: Engine, rules: Rules) -> FastAPI:
    site = Site(Words.load())
    guard = Guard(Who(made, SECRET, Roles.load(), lambda: ON), frozenset({f"http://127.0.0.1:{PORT}"}))
    app = FastAPI()
    app.add_middleware(BodyLimits)
    app.add_middleware(SecurityHeaders)
    app.mount("/static", StaticFiles(directory=STATIC))
    app.include_router(
        options.router(site, guard, made, options.OptionsDesk(rules, site, encoder, lambda: ON))
    )
    return app


def session_of(made: Engine) -> str:
    """The cookie of a navigator."""
    session_id, account = tokens.new_id(), tokens.short_id()
    with Session(made) as session:
        accounts.add(session, account, "bench", "navigator", "en", ON)
        sessions.start(session, tokens.digest(session_id), account, sessions.FULL, ON)
        session.commit()
    return session_id


def report(name: str, ask: Callable[[dict[str, Any]], float]) -> str:
    """Median and 95th percentile in ms of RUNS runs over all situations, and how far their 95th lie apart."""
    for one in SITUATIONS:
        ask(one)
    runs = [[ask(one) for one in SITUATIONS] for _ in range(RUNS)]
    every = sorted(time_ for run in runs for time_ in run)
    ends = [max(run) for run in runs]
    return (
        f"{name:<34} {median(every):8.1f} {every[int(len(every) * 0.95)]:8.1f}   "
        f"slowest of a run {min(ends):.1f} to {max(ends):.1f}"
    )


def by_route(session_id: str) -> Callable[[dict[str, Any]], float]:
    client = httpx.Client(base_url=f"http://127.0.0.1:{PORT}", cookies={cookies.NAME: session_id})
    token = tokens.form_token(SECRET, session_id)

    def ask(situation: dict[str, Any]) -> float:
        started = time.perf_counter()
        answer = client.post(
            options.PATH, data={**situation, "form_token": token}, headers={"X-Fragment": "1"}
        )
        taken = (time.perf_counter() - started) * 1_000
        assert answer.status_code == 200, answer.text
        return taken

    return ask


PRESS = """situation => new Promise(done => {
  const form = document.getElementById("situation");
  form.reset();
  for (const [name, value] of Object.entries(situation)) {
    for (const one of [value].flat()) {
      for (const input of form.querySelectorAll(`[name="${name}"]`)) {
        if (input.type !== "checkbox") input.value = one;
        else if (input.value === one) input.checked = true;
      }
    }
  }
  const started = performance.now();
  new MutationObserver((_, seen) => { seen.disconnect(); done(performance.now() - started); })
    .observe(document.getElementById("options"), { childList: true });
  form.requestSubmit(form.querySelector("button.button-main"));
})"""


def in_browser(session_id: str) -> str:
    """The row of the browser; what is missing where there is none."""
    chromium = shutil.which("chromium")
    if chromium is None:
        return "no chromium on this machine"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        context = browser.new_context()
        address = f"https://127.0.0.1:{PORT}"
        context.add_cookies([{"name": cookies.NAME, "value": session_id, "url": address, "secure": True}])
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{PORT}{options.PATH}")
        row = report("browser, button to options swapped", lambda one: float(page.evaluate(PRESS, one)))
        browser.close()
    return row


def page_size(session_id: str) -> str:
    with httpx.Client(base_url=f"http://127.0.0.1:{PORT}", cookies={cookies.NAME: session_id}) as client:
        parts = [options.PATH, "/static/puente.css", "/static/swap.js"]
        sizes = [len(client.get(part).content) for part in parts]
    return f"first page {sum(sizes) / 1000:.1f} KB with css and script ({', '.join(map(str, sizes))} bytes)"


def main(arguments: list[str]) -> None:
    if "OPENBLAS_NUM_THREADS" not in os.environ:  # read when numpy is imported: begin again with it
        program = ["-m", "tests.navigator_api.web.bench_options", *arguments]
        os.execve(sys.executable, [sys.executable, *program], {**os.environ, "OPENBLAS_NUM_THREADS": "1"})
    size = int(arguments[0]) if arguments else SERVICES
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'large.sqlite3'}"
        started = time.perf_counter()
        of = large_directory(url, size)
        made = engine(url)
        session_id = session_of(made)
        app = application(made, rules_for(of))
        server = uvicorn.Server(uvicorn.Config(app, port=PORT, log_level="error"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        sys.stdout.write(f"{size:,} services, made in {time.perf_counter() - started:.0f} s\n")
        sys.stdout.write(f"{'':<34} {'p50 ms':>8} {'p95 ms':>8}   (budget {BUDGET:.0f} ms)\n")
        for row in (report("route, fragment", by_route(session_id)), in_browser(session_id)):
            sys.stdout.write(f"{row}\n")
        sys.stdout.write(f"{page_size(session_id)}\n")
        server.should_exit = True
        thread.join()
        made.dispose()


if __name__ == "__main__":
    main(sys.argv[1:])
