"""`make run`: the three processes of Puente on loopback, and how to try them."""

import asyncio
import os
import secrets
import shutil
import signal
import sys
from contextlib import suppress
from pathlib import Path

import httpx

from navigator_api import log
from navigator_api.settings import Settings, SettingsError, load
from navigator_api.supervise import CannotStart, Program, Supervisor

ROOT = Path(__file__).parents[1]
MODEL = Path("bot/models/puente.tar.gz")
LOOPBACK = "127.0.0.1"
WARM_UP = ("what is tcvap", "necesito un lugar para dormir")


def programs(settings: Settings, root: Path = ROOT, model: Path = MODEL) -> list[Program]:
    """Rasa, the actions and the doors, as DESIGN fixes their ports; only loopback, telemetry off."""
    environment = {
        "PUENTE_RASA_URL": settings.rasa_url,
        "PUENTE_ACTIONS_URL": settings.actions_url,
        "PUENTE_DATABASE_URL": settings.database_url,
        "PYTHONUNBUFFERED": "1",
        # On vectors this small, more threads only wait for each other.
        "OPENBLAS_NUM_THREADS": "1",
    }
    return [
        Program(
            "rasa", _rasa(settings, model), f"{settings.rasa_url}/", root, environment | RASA_ENVIRONMENT
        ),
        Program("actions", _actions(settings), f"{settings.actions_url}/health", root, environment | SANIC),
        Program("navigator_api", _doors(settings), _address(settings) + "/health/live", root, environment),
    ]


# One Sanic worker (conversations in memory are not shared), no telemetry, TensorFlow quiet and on the CPU.
SANIC = {"SANIC_HOST": LOOPBACK, "ACTION_SERVER_SANIC_WORKERS": "1", "LOG_LEVEL": "ERROR"}
RASA_ENVIRONMENT = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SANIC_WORKERS": "1",
    "LOG_LEVEL": "ERROR",
    "LOG_LEVEL_LIBRARIES": "ERROR",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONWARNINGS": "ignore",
}


def _rasa(settings: Settings, model: Path) -> list[str]:
    port = str(httpx.URL(settings.rasa_url).port)
    files = ["--endpoints", "bot/endpoints.yml", "--credentials", "bot/credentials.yml"]
    return ["bot/.venv/bin/rasa", "run", "--model", str(model), *files, "-i", LOOPBACK, "-p", port]


def _actions(settings: Settings) -> list[str]:
    port = str(httpx.URL(settings.actions_url).port)
    return [
        sys.executable,
        "-m",
        "rasa_sdk",
        "--actions",
        "actions",
        "--port",
        port,
        "--cors",
        _address(settings),
    ]


def _doors(settings: Settings) -> list[str]:
    options = ["--host", LOOPBACK, "--port", str(settings.port), "--no-access-log", "--no-server-header"]
    return [sys.executable, "-m", "uvicorn", "--factory", "navigator_api.app:from_environment", *options]


def _address(settings: Settings) -> str:
    return f"http://{LOOPBACK}:{settings.port}"


async def run(settings: Settings) -> int:
    """Start, say so, keep alive until Ctrl-C or SIGTERM. Returns the exit code."""
    log.configure()
    supervisor = Supervisor(programs(settings), print)
    loop = asyncio.get_running_loop()
    for ending in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(ending, supervisor.stop)
    print("Starting rasa, actions and navigator_api; the language model takes the longest …")
    try:
        await supervisor.start()
    except CannotStart as failure:
        print(failure, file=sys.stderr)
        return 1
    if not supervisor.is_stopping:
        await _greet(settings)
    await supervisor.watch()
    print("Puente has ended.")
    return 0


async def _greet(settings: Settings) -> None:
    if not await asyncio.to_thread(warm_up, settings):
        print("The parts are up, but Rasa gives no answer: texters get the fall-back text.", file=sys.stderr)
    await asyncio.to_thread(_open_search, settings)
    print(_welcome(settings))


def _open_search(settings: Settings) -> None:
    """Search once through the doors, so that nobody's first search waits for the index to be read."""
    with suppress(httpx.HTTPError):
        httpx.get(f"{_address(settings)}/api/v1/services?q=food", timeout=30, trust_env=False)


def warm_up(settings: Settings) -> bool:
    """Ask one question in each language through Rasa and the actions: nobody's first text waits for weights
    to be read, and "ready" is a thing that was seen. True if both were answered."""
    return all([_answers(settings, text) for text in WARM_UP])


def _answers(settings: Settings, text: str) -> bool:
    message = {"sender": f"warm-up-{secrets.token_hex(8)}", "message": text}
    try:
        response = httpx.post(
            f"{settings.rasa_url}/webhooks/rest/webhook", json=message, timeout=30, trust_env=False
        )
        return any(reply.get("text") for reply in response.json())
    except (httpx.HTTPError, ValueError):
        return False


def _welcome(settings: Settings) -> str:
    address = _address(settings)
    return "\n".join(
        [
            f"Puente is ready: {address}",
            f"  Chat in a browser:  {address}/chat",
            '  Text it:            make sms TEXT="mi jefe no me paga y me quitó el pasaporte"',
            f"  Navigators:         {address}/navigator (first: make account NAME=you ROLE=admin)",
            f"  Health:             {address}/health/ready",
            "  Ctrl-C ends all of it.",
        ]
    )


def main() -> int:
    """Check what must be there, then run."""
    os.chdir(ROOT)
    if not MODEL.exists() or shutil.which("bot/.venv/bin/rasa") is None:
        print("The Rasa model or its environment is missing: run `make model` first.", file=sys.stderr)
        return 1
    try:
        settings = load()
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 1
    return asyncio.run(run(settings))


if __name__ == "__main__":
    sys.exit(main())
