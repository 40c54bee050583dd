"""What can go wrong in the domain, each told in a sentence that a researcher understands.

Nothing here knows of HTTP or of a terminal: whoever answers maps the class to a status.
"""


class QuotetreeError(Exception):
    """A request that cannot be met; `sentence` says what is wrong and where (file, row, line)."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Unreadable(QuotetreeError):
    """A file that cannot be brought in as a transcript; nothing of it was kept."""
