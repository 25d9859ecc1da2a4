"""The database at a door: a session, or an answer that says that it cannot be reached."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from navigator_api import log
from navigator_api.errors import Problem


@contextmanager
def reading(engine: Engine, door: str) -> Iterator[Session]:
    """A session on the database; `door` names the log line. Raises Problem 503 when the database fails."""
    try:
        with Session(engine) as session:
            yield session
    except SQLAlchemyError as error:
        log.logger().error("directory_unreadable", door=door, error=type(error).__name__)
        raise Problem(503, "The directory cannot be read at the moment; try again in a minute.") from None


@contextmanager
def writing(engine: Engine, door: str) -> Iterator[Session]:
    """The same, committed at the end; whatever is raised inside leaves the database as it was."""
    with reading(engine, door) as session:
        yield session
        session.commit()
