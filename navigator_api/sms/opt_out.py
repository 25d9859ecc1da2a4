"""Who asked for no more texts: a keyed hash of the number and a date, and nothing else about them.

It is the one thing kept of a number. A broken or slow database never stops an answer: the number then
counts as not opted out, except for a STOP that this process still holds to write later.
"""

import asyncio
import hashlib
import hmac
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from sqlalchemy import Engine
from sqlmodel import Field, Session, SQLModel

from navigator_api import log
from navigator_api.chat.circuit import Circuit

DATABASE_SECONDS = 0.3
MOST_PENDING = 10_000


class SmsOptOut(SQLModel, table=True):
    """`number_key`: HMAC-SHA256 in hex. Removed by START; migration 0002."""

    __tablename__ = "sms_opt_out"

    number_key: str = Field(primary_key=True, max_length=64)
    since: date


class OptOuts:
    """The opt-out flags of a database; `secret` keys the hash, `today` dates a new flag."""

    def __init__(
        self,
        engine: Engine,
        secret: str,
        *,
        today: Callable[[], date],
        timeout: float = DATABASE_SECONDS,
    ) -> None:
        self._engine = engine
        self._key = hmac.digest(secret.encode(), b"puente sms opt-out", hashlib.sha256)
        self._today = today
        self._timeout = timeout
        self._pending: dict[str, bool] = {}
        self.circuit = Circuit(threshold=1)
        # One worker: writes keep their order, and a database that hangs holds one thread, not all.
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="opt-out")

    async def is_out(self, number: str) -> bool:
        """Whether this number asked for no more texts; False while the database cannot say."""
        key = self._key_of(number)
        if key in self._pending:
            return self._pending[key]
        return not self.circuit.is_open and await self._run(lambda: self._read(key)) is True

    async def put(self, number: str, *, out: bool) -> None:
        """Set or clear the flag: at once for this process, in the database as soon as it can be written."""
        key = self._key_of(number)
        if len(self._pending) >= MOST_PENDING:
            del self._pending[next(iter(self._pending))]
        self._pending[key] = out
        if not self.circuit.is_open:
            await self._write_pending(key)

    async def flush(self) -> bool:
        """Write what an unavailable database left over. Whether all of it is written now."""
        for key in list(self._pending):
            if not await self._write_pending(key):
                return False
        return await self._run(lambda: self._read("")) is not None

    def close(self) -> None:
        """Let the worker go, without waiting for a database that hangs."""
        self._worker.shutdown(wait=False, cancel_futures=True)

    async def _write_pending(self, key: str) -> bool:
        out = self._pending.get(key)
        if out is None:
            return True
        if await self._run(lambda: self._write(key, out)) is None:
            return False
        if self._pending.get(key) is out:
            del self._pending[key]
        return True

    async def _run(self, query: Callable[[], bool]) -> bool | None:
        """The result of a query in the worker, None when it fails or takes too long."""
        try:
            # Not wait_for: in Python 3.11 it loses a cancellation that comes as the query ends, and the
            # probe that was to stop goes on for ever.
            async with asyncio.timeout(self._timeout):
                result = await asyncio.get_running_loop().run_in_executor(self._worker, query)
        except Exception as error:
            self.circuit.record(succeeded=False)
            log.logger().warning("db_unavailable", component="sms_opt_out", error=type(error).__name__)
            return None
        self.circuit.record(succeeded=True)
        return result

    def _read(self, key: str) -> bool:
        with Session(self._engine) as session:
            return session.get(SmsOptOut, key) is not None

    def _write(self, key: str, out: bool) -> bool:
        with Session(self._engine) as session:
            flag = session.get(SmsOptOut, key)
            if out and flag is None:
                session.add(SmsOptOut(number_key=key, since=self._today()))
            elif not out and flag is not None:
                session.delete(flag)
            session.commit()
        return True

    def _key_of(self, number: str) -> str:
        return hmac.digest(self._key, number.encode(), hashlib.sha256).hex()
