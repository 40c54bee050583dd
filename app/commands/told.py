"""What a command tells: what was done on standard output, what was not, and why, on standard error."""

import sys

from quotetree.coding.errors import QuotetreeError, Unreadable


class Told:
    """Tells as it goes, and keeps whether all was done. A quiet one tells only what was not."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.all_done = True
        self.quiet = quiet

    def done(self, sentence: str) -> None:
        """Something was done."""
        if not self.quiet:
            print(sentence, flush=True)

    def notice(self, sentence: str) -> None:
        """Something to know; nothing was left undone."""
        if not self.quiet:
            print(sentence, file=sys.stderr, flush=True)

    def refused(self, what: str, error: QuotetreeError) -> None:
        """Something was not done: the file or request, the reason, and each bad row."""
        self.all_done = False
        named = what and not isinstance(error, Unreadable)  # that one names the file itself
        print(f"{what}: {error.sentence}" if named else error.sentence, file=sys.stderr)
        for detail in error.details:
            print(f"  {detail}", file=sys.stderr)
        sys.stderr.flush()
