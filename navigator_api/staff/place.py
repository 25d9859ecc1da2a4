"""Where the workspace is reached: the origins its forms come from, and the hosts its passkeys are for."""

from dataclasses import dataclass
from ipaddress import ip_address
from typing import Self
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Relying:
    """WebAuthn's relying party: its id, and the origins at which its passkeys may be used."""

    id: str
    origins: tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """`origins` are all addresses of the workspace, as browsers name them: `https://line.example.org`."""

    origins: frozenset[str]

    @classmethod
    def of(cls, public_url: str | None, port: int, *, development: bool) -> Self:
        """The public address; in development, and where there is no other, this machine's own too."""
        origins = {_origin(public_url)} if public_url else set()
        if development or not origins:
            origins |= {f"http://127.0.0.1:{port}", f"http://localhost:{port}"}
        return cls(frozenset(origins))

    def relying(self, host: str | None) -> Relying | None:
        """The relying party at this host; None for a host not ours, and for an IP, which browsers refuse."""
        ours = tuple(sorted(origin for origin in self.origins if urlsplit(origin).hostname == host))
        return Relying(host, ours) if host and ours and not _is_ip(host) else None


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _is_ip(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
