"""Which kind of thing an action did, to look for it."""

KINDS: dict[str, tuple[str, ...]] = {
    "changes of the tree": (
        "code.", "codebook.", "version.", "splitting.", "proposal.", "proposals.", "alignment.", "set.", "code_set.",
        "reason.",
    ),
    "codings": ("coding.", "codings."),
    "reading": ("reading.", "round."),
    "memos and discussions": ("memo.", "discussion.", "remark."),
    "documents": (
        "document.", "documents.", "folder.", "survey.", "text.", "turn.", "turns.", "speaker.", "speakers.", "group.",
    ),
    "people": (
        "participant.", "participants.", "attribute.", "appearance.", "appearances.", "value.", "consent.", "name.",
    ),
    "project and members": ("project.", "projects.", "member.", "role.", "coder.", "layer."),
    "undo and redo": ("undone", "redone"),
}  # fmt: skip


def kind_of(verb: str) -> str:
    """The kind that an action of this verb is of; "" for none."""
    return next((kind for kind, verbs in KINDS.items() if verb.startswith(verbs)), "")
