"""Who is asking, and what that lets them see and do."""

from dataclasses import dataclass

from quotetree.coding.errors import QuotetreeError

NO_TREE = "none"  # stands for the proposal of somebody who has none


class NotFound(QuotetreeError):
    """What was asked for is not there, or not for this person to know of."""


class NotAllowed(QuotetreeError):
    """It is there, but this person may not do that with it."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A person in a project: their role (owner, coder or reader) and the coder's name that they act under.

    `check_open` and `trial_open` tell whether the owner has opened the blind layers to everybody. `proposal_id` is the
    proposal whose tree they work on, "" the project's own tree: codes and codings are those of that tree alone.
    """

    project_id: str
    coder_id: str
    role: str
    check_open: bool = False
    trial_open: bool = False
    proposal_id: str = ""

    @property
    def is_owner(self) -> bool:
        return self.role == "owner"

    @property
    def sees_all(self) -> bool:
        """Whether no layer is held back from them: only then a gap between numbers of actions tells them nothing."""
        return self.is_owner or (self.check_open and self.trial_open)

    @property
    def layer(self) -> str:
        """The layer that they code in: on trial with the tree of a proposal."""
        return "trial" if self.proposal_id else "main"

    @property
    def may_write(self) -> bool:
        return self.role in ("owner", "coder") and self.proposal_id != NO_TREE

    def check_write(self) -> None:
        """Raises NotAllowed for a reader, and where one has no tree of one's own yet to work on."""
        if self.proposal_id == NO_TREE:
            raise NotAllowed("You have no draft yet. Begin it, or go back to the agreed tree.")
        if not self.may_write:
            raise NotAllowed(
                "You can read this project but not change it. Its owner can give you the right to."
            )

    def check_owner(self) -> None:
        """Raises NotAllowed for everybody but an owner."""
        if not self.is_owner:
            raise NotAllowed("Only an owner of the project can do this.")
