"""Random small studies for property tests: odd letters, brackets, labels, several people in one voice, any overlap."""

from hypothesis import strategies as st

from quotetree.coding.counts import LAYERS, Filters, Withheld
from tests.coding.small_study import Document, SmallStudy, Speaker, coding

PEOPLE = ("P1", "P2", "P3", "P4")
CODERS = ("Ana", "Ben")
CODES = ("A", "B", "C", "D")
SITES = ("", " ", "north", "south")
LEFT_OUT = ((), (), ("P1",), ("P1", "P2"), ("P2", "P3", "P4"))
ATTRIBUTES = (("participant", "Site"), ("document", "Phase"), ("participant", "band"))
KINDS = ("interview", "interview", "focus group", "journal", "observation", "survey answers", "other text")

words = st.text(alphabet="ab1é中🙂\u0301 .[]\n٣", max_size=9) | st.sampled_from(
    ("yes", "so [laughs] it is", "a b")
)
values = st.fixed_dictionaries(
    {}, optional={"Site": st.sampled_from(SITES), "band": st.sampled_from(("5", "6"))}
)
speaker = st.one_of(
    st.builds(Speaker, st.just("participant"), st.sampled_from((*PEOPLE, None))),
    st.builds(Speaker, st.just("interviewer")),
    st.builds(Speaker, st.just("participant"), st.sampled_from(PEOPLE)),
    st.builds(Speaker, st.just("group"), st.none(), st.lists(st.sampled_from(PEOPLE), max_size=3).map(tuple)),
    st.builds(Speaker, st.sampled_from(("interviewer", "placeholder", "not identified", "not a speaker"))),
)


@st.composite
def documents(draw, name):
    speakers = draw(st.dictionaries(st.sampled_from(("x", "y", "z")), speaker, min_size=1))
    turn = st.tuples(st.sampled_from(sorted(speakers)), st.sampled_from(("", "P1: ", "[10:02] x: ")), words)
    return Document(
        id=name,
        turns=tuple(draw(st.lists(turn, min_size=draw(st.sampled_from((5, 3, 0))), max_size=8))),
        speakers=speakers,
        kind=draw(st.sampled_from(KINDS)),
        attended=tuple(draw(st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True))),
        values=draw(st.fixed_dictionaries({}, optional={"Phase": st.sampled_from(("", "1", "2"))})),
        gap=draw(st.sampled_from(("", "\n", " ab\n"))),
    )


@st.composite
def trees(draw):
    """Parents by code; a parent may come after its children in the order of the rows."""
    parents = {code: draw(st.sampled_from((None, *CODES[:n]))) for n, code in enumerate(CODES)}
    return {code: parents[code] for code in draw(st.permutations(CODES))}


@st.composite
def coding_rows(draw, n, among):
    document = draw(st.sampled_from(among))
    last = max(len(document.text), 1)
    start = draw(st.integers(0, last - 1))
    end = min(last, start + draw(st.integers(1, 30)))
    layer = draw(st.sampled_from(("main", "main", "main", *LAYERS)))
    code = draw(st.sampled_from(("A", "A", "B", "B", *CODES)))
    return coding(n, document.id, code, start, end, draw(st.sampled_from(CODERS)), layer)


@st.composite
def studies(draw):
    told = tuple(draw(documents(f"D{n}")) for n in range(draw(st.sampled_from((1, 2, 1, 3)))))
    people = {person: draw(values) for person in PEOPLE}
    pairs = st.sampled_from([(document.id, person) for document in told for person in PEOPLE])
    return SmallStudy(
        documents=told,
        people=people,
        codes=draw(trees()),
        codings=tuple(draw(coding_rows(n, told)) for n in range(draw(st.sampled_from((9, 18, 4, 2, 0))))),
        then=draw(st.dictionaries(pairs, values, max_size=4)),
        attributes=ATTRIBUTES,
        left_out=frozenset(draw(st.sampled_from(LEFT_OUT))),
    )


withheld = st.builds(
    Withheld,
    st.sampled_from(LAYERS),
    st.none() | st.frozensets(st.sampled_from(("D0", "D1"))),
    st.frozensets(st.sampled_from(CODERS)),
)
attribute_filter = st.one_of(
    st.tuples(st.just("site"), st.frozensets(st.sampled_from(("north", "south", "", "elsewhere")))),
    st.tuples(st.just("Band"), st.frozensets(st.sampled_from(("5", "6")), min_size=1)),
    st.tuples(st.just("document.phase"), st.frozensets(st.sampled_from(("1", "2", "")))),
)
some_filters = st.builds(
    Filters,
    layers=st.frozensets(st.sampled_from(LAYERS), min_size=1),
    coders=st.none() | st.frozensets(st.sampled_from((*CODERS, "nobody"))),
    documents=st.none() | st.frozensets(st.sampled_from(("D0", "D1", "D2", "D9"))),
    attributes=st.lists(attribute_filter, max_size=2).map(tuple),
    withheld=st.lists(withheld, max_size=2).map(tuple),
)
filters = st.sampled_from((Filters(), Filters(layers=frozenset(LAYERS)))) | some_filters
