"""Who is asking, as every staff route sees them."""

from dataclasses import dataclass

from bot.text.language import Language


@dataclass(frozen=True)
class Actor:
    """A signed-in person, or a machine with a key (`role` "machine"); `form_token` goes into every form."""

    account: str
    name: str
    role: str
    permissions: frozenset[str]
    language: Language
    form_token: str

    def may(self, permission: str) -> bool:
        """Whether this permission of roles.yml was given."""
        return permission in self.permissions
