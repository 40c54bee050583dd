"""Counts of comments and respondents, from an immutable snapshot of positions.

snapshot = snapshot_of(rows)                       read in one transaction, named by its `seq`
counts(snapshot, Filters(), with_subcodes=True)    all codes, kept with the snapshot and renewed as codings change
found = gather(snapshot, Filters(), codes=[...])   the comments of some codes, or of all
count(found).rows()["a code's id"].comments
break_down(found, "profession").rows()             in the columns of an attribute
behind(found, "a code's id", "unattributed")       the comments that make up a number
listed(snapshot, Filters(), None, 0, 50)           codings one by one, a page
values_of(snapshot.people, ["profession=nurse"])   conditions as they are written, for `Filters(attributes=...)`
together(found), also_coded(found, other)          comments that carry another code on the same words
coders_compared(found, one, other)                 comments that two coders gave, both or one alone
totals(snapshot), speakers(snapshot)               what stands beside the counts, and under a percentage
"""

from quotetree.coding.counts.behind import NUMBERS, Behind, Comment, behind
from quotetree.coding.counts.coders_compared import (
    Beside,
    Given,
    Work,
    beside,
    coders_compared,
    comments_given,
    documents_read,
    documents_seen,
    most_to_compare,
    overlap,
    side_name,
    works,
)
from quotetree.coding.counts.comments import Comments, gather
from quotetree.coding.counts.conditions import values_of
from quotetree.coding.counts.count import break_down, count, counts
from quotetree.coding.counts.coverage import Coverage, Done, coverage
from quotetree.coding.counts.figures import Breakdown, Cell, Count, CountTable
from quotetree.coding.counts.filters import Filters, Side, Withheld
from quotetree.coding.counts.hearing import Respondent
from quotetree.coding.counts.listed import Listed, codings_on, listed, per_coder, per_document
from quotetree.coding.counts.people import UnknownAttribute
from quotetree.coding.counts.rows import LAYERS, PeopleRows, StudyRows, TalkRows
from quotetree.coding.counts.sentence import counted_apart, sentence, share
from quotetree.coding.counts.snapshot import Snapshot, snapshot_of
from quotetree.coding.counts.together import (
    Together,
    also_coded,
    codings_also,
    codings_meeting,
    codings_touching,
    comments_meeting,
    comments_of_codings,
    together,
)
from quotetree.coding.counts.totals import Speakers, Totals, speakers, totals

__all__ = [
    "LAYERS",
    "NUMBERS",
    "Behind",
    "Beside",
    "Breakdown",
    "Cell",
    "Comment",
    "Comments",
    "Count",
    "CountTable",
    "Coverage",
    "Done",
    "Filters",
    "Given",
    "Listed",
    "PeopleRows",
    "Respondent",
    "Side",
    "Snapshot",
    "Speakers",
    "StudyRows",
    "TalkRows",
    "Together",
    "Totals",
    "UnknownAttribute",
    "Withheld",
    "Work",
    "also_coded",
    "behind",
    "beside",
    "break_down",
    "coders_compared",
    "codings_also",
    "codings_meeting",
    "codings_on",
    "codings_touching",
    "comments_given",
    "comments_meeting",
    "comments_of_codings",
    "count",
    "counted_apart",
    "counts",
    "coverage",
    "documents_read",
    "documents_seen",
    "gather",
    "listed",
    "most_to_compare",
    "overlap",
    "per_coder",
    "per_document",
    "sentence",
    "share",
    "side_name",
    "snapshot_of",
    "speakers",
    "together",
    "totals",
    "values_of",
    "works",
]
