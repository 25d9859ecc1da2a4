from collections.abc import Iterator

import pytest

from knowledge.directory.build import build
from tests.conversations.processes import Processes, settings_on_free_ports


@pytest.fixture(scope="session")
def puente(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processes]:
    """Rasa, the actions and the doors, all real. Tests that break a part start it again."""
    folder = tmp_path_factory.mktemp("puente")
    settings = settings_on_free_ports(folder)
    build(settings.database_url)
    processes = Processes(settings, folder)
    try:
        processes.start_all()
        yield processes
    finally:
        processes.end_all()
