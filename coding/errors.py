"""What can go wrong in the domain, each told in a sentence that a researcher understands.

Nothing here knows of HTTP or of a terminal: whoever answers maps the class to a status.
"""

from collections.abc import Sequence


class QuotetreeError(Exception):
    """A request that cannot be met.

    `sentence` says what is wrong and where (file, row, line), in words that can be shown as they are; `details` holds
    one sentence for each bad row, file or line where there are several.
    """

    def __init__(self, sentence: str, details: Sequence[str] = ()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.details = tuple(details)


class Unreadable(QuotetreeError):
    """A file that cannot be brought in as a transcript; nothing of it was kept."""
