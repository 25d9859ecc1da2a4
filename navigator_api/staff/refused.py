"""What was asked about an account or a key cannot be done."""


class Refused(Exception):
    """`word` is the page word that says why."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word
