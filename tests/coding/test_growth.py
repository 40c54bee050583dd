"""How large a tree is, what a version of it is called, and what it keeps."""

from hypothesis import given
from hypothesis import strategies as st

from quotetree.coding.growth.names import free_name, version_of_file
from quotetree.coding.growth.record import Counted, Record, read_record
from quotetree.coding.growth.size import size_of
from quotetree.coding.tree import Code, Tree


def tree(**parents: str) -> Tree:
    """Codes by name, each with the name of its parent."""
    return Tree(Code(name, parent or None, name, "a") for name, parent in parents.items())


def test_the_size_of_a_tree() -> None:
    assert size_of(tree()) == (0, 0, 0, 0)
    assert size_of(tree(a="", b="")) == (2, 0, 0, 1)
    assert size_of(tree(a="", b="", c="a", d="c", e="a")) == (2, 1, 3, 3)


def test_a_version_is_called_as_its_file() -> None:
    names = {
        "codebook-v1.csv": "v1",
        "Codes_V12.xlsx": "V12",
        "v3.csv": "v3",
        "after 22 interviews.csv": "after 22 interviews",
        "codebook-v1-final.csv": "codebook-v1-final",
        "rev2.csv": "rev2",
    }
    assert {file: version_of_file(file) for file in names} == names


@given(st.text(max_size=300))
def test_any_file_gives_a_name(file: str) -> None:
    assert free_name(version_of_file(file), [])


def test_a_name_that_is_taken_gets_the_first_free_number() -> None:
    assert free_name("v1", []) == "v1"
    assert free_name("v1", ["V1", "v1 (2)", "v2"]) == "v1 (3)"


texts = st.text(max_size=8)


@given(
    st.dictionaries(
        st.uuids().map(str), st.tuples(texts, texts, st.booleans(), st.none() | st.integers(1, 24))
    ),
    texts,
    st.integers(0, 9),
)
def test_a_record_is_read_as_it_was_kept(
    codes: dict[str, tuple[str, str, bool, int | None]], note: str, number: int
) -> None:
    made = [
        Code(one, None, name, str(n), colour, heading, definition=said)
        for n, (one, (name, said, heading, colour)) in enumerate(codes.items())
    ]
    counts = {code.id: Counted(number + 1, 1, number + 2, 1) for code in made}
    record = Record(Tree(made), counts, number, number, number, note)
    assert read_record(record.as_json()) == record
