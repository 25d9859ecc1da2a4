"""`make bench`: how long a text waits for its answer, by what works for it. Reported, never asserted."""

import statistics
import sys
import tempfile
from pathlib import Path

from knowledge.directory.build import build
from tests.conversations.processes import Processes, settings_on_free_ports

RUNS = 5
TEXTS = 20
KINDS = {
    "danger (the door alone)": "he is going to kill me",
    "keyword (the door alone)": "HELP",
    "sentence (Rasa)": "are you the police",
    "list (Rasa, actions, directory)": "i need a place to sleep tonight",
    "answer by meaning (Rasa, actions, directory)": "how long does tcvap last",
}


def run_of(puente: Processes, text: str) -> float:
    """Median milliseconds of one run, each text from another phone."""
    return statistics.median(puente.phone().text(text).seconds for _ in range(TEXTS)) * 1000


def main() -> None:
    """Start everything, measure, print median, spread and ratio to the first row."""
    with tempfile.TemporaryDirectory() as folder:
        settings = settings_on_free_ports(Path(folder))
        build(settings.database_url)
        puente = Processes(settings, Path(folder))
        try:
            puente.start_all()
            sys.stdout.write(f"{RUNS} runs of {TEXTS} texts; ms at the phone's end\n")
            _report({kind: [run_of(puente, text) for _ in range(RUNS)] for kind, text in KINDS.items()})
        finally:
            puente.end_all()


def _report(runs: dict[str, list[float]]) -> None:
    base = statistics.median(next(iter(runs.values())))
    for kind, found in runs.items():
        median = statistics.median(found)
        spread = max(found) - min(found)
        sys.stdout.write(f"  {kind:46s} median {median:6.1f}  spread {spread:5.1f}  x{median / base:.1f}\n")


if __name__ == "__main__":
    main()
