"""Puente's pipeline beside the one that Rasa starts everybody with, trained in one run on the same sentences.

`python -m tests.bot.model.compare` in Rasa's environment. Each model is trained and read in a
process of its own, from an empty cache, so that seconds and memory are its own. Rasa's default needs many
hours on two cores for all sentences: `--sentences 1000` compares on that many, drawn evenly.
"""

import argparse
import asyncio
import json
import logging
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, Iterator, List

import numpy as np
import structlog
import yaml
from rasa.core.agent import Agent

from tests.bot.model.understanding import LANGUAGES, ROOT

STOCK = {
    "recipe": "default.v1",
    "assistant_id": "stock",
    "language": "en",
    "pipeline": [
        {"name": "WhitespaceTokenizer"},
        {"name": "CountVectorsFeaturizer"},
        {"name": "DIETClassifier", "epochs": 100},  # as `rasa init` writes it
    ],
}
QUIET = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": ""}


@dataclass(frozen=True)
class Run:
    """A child process that ended well: how long it took, the most memory it held, what it printed."""

    seconds: float
    megabytes: float
    output: str


def compare(sentences: int) -> Iterator[str]:
    """The lines to print, a model each as soon as it is measured; 0 `sentences`: all there are."""
    with tempfile.TemporaryDirectory() as folder:
        data = draw(sentences, Path(folder)) if sentences else ROOT / "bot" / "data" / "nlu"
        stock = Path(folder) / "stock.yml"
        stock.write_text(yaml.safe_dump(STOCK, sort_keys=False), encoding="utf-8")
        for name, config in (("config.yml", ROOT / "config.yml"), ("Rasa's default (DIET)", stock)):
            yield from _measure(name, config, data, Path(folder) / config.stem)


def draw(count: int, folder: Path) -> Path:
    """A file with `count` sentences drawn from all, the same ones every time."""
    rows = [
        (entry["intent"], line[2:])
        for path in sorted((ROOT / "bot" / "data" / "nlu").glob("*.yml"))
        for entry in yaml.safe_load(path.read_text("utf-8"))["nlu"]
        for line in entry["examples"].splitlines()
    ]
    by_intent: Dict[str, List[str]] = {}
    for intent, text in random.Random(0).sample(rows, count):
        by_intent.setdefault(intent, []).append(f"- {text}")
    nlu = [{"intent": intent, "examples": "\n".join(texts)} for intent, texts in sorted(by_intent.items())]
    path = folder / "drawn.yml"
    path.write_text(yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True), encoding="utf-8")
    return path


def _measure(name: str, config: Path, data: Path, out: Path) -> Iterator[str]:
    out.mkdir()
    command = ["-m", "rasa", "train", "nlu", "--config", config, "--nlu", data, "--out", out]
    trained = _run([*command, "--fixed-model-name", "nlu"], out)
    read = _run(["-m", "tests.bot.model.compare", out / "nlu.tar.gz"], out)
    found = json.loads(read.output.splitlines()[-1])
    right = ", ".join(f"{language} {found['accuracy'][language]:.3f}" for language in LANGUAGES)
    yield f"{name}: intents {right}"
    yield f"    training {trained.seconds:.0f} s, at most {trained.megabytes:.0f} MB"
    times = f"p50 {found['p50']:.1f} ms, p95 {found['p95']:.1f} ms"
    yield f"    a message {times}, at most {read.megabytes:.0f} MB"


def _run(arguments: List[Any], out: Path) -> Run:
    """A child of this Python; its words go to a file in `out`, which is shown when it fails."""
    log = out / "log"
    environment = {**os.environ, **QUIET, "RASA_CACHE_DIRECTORY": str(out / "cache")}
    started = time.monotonic()
    with log.open("wb") as written:
        command = [sys.executable, "-W", "ignore", *map(str, arguments)]
        child = subprocess.Popen(command, stdout=written, stderr=subprocess.STDOUT, cwd=ROOT, env=environment)
        _, status, used = os.wait4(child.pid, 0)
    output = log.read_text(encoding="utf-8", errors="replace")
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"{command} failed:\n{output[-2000:]}")
    return Run(time.monotonic() - started, used.ru_maxrss / 1024, output)


async def read(model: str) -> Dict[str, Any]:
    """The share of held-out intents that a model finds, per language, and the milliseconds it takes."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    agent = Agent.load(model)
    milliseconds: List[float] = []
    accuracy = {}
    for language in LANGUAGES:
        rows = yaml.safe_load((ROOT / f"tests/conversations/heldout.{language}.yml").read_text("utf-8"))
        right = 0
        for row in rows:
            started = time.perf_counter()
            parsed = await agent.parse_message(row["text"])
            milliseconds.append(1000 * (time.perf_counter() - started))
            right += parsed["intent"]["name"] == row["intent"]
        accuracy[language] = right / len(rows)
    p50, p95 = np.percentile(milliseconds, [50, 95])
    return {"accuracy": accuracy, "p50": p50, "p95": p95}


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("model", nargs="?")
    parser.add_argument("--sentences", type=int, default=0)
    asked = parser.parse_args()
    if asked.model:
        sys.stdout.write(json.dumps(asyncio.run(read(asked.model))) + "\n")
    else:
        for line in compare(asked.sentences):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
