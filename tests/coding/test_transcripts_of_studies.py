"""The files of a whole study, and real interviews, become the turns on which their codings lie."""

from collections import Counter
from pathlib import Path

import pytest

from quotetree.coding.text import lines
from quotetree.coding.transcript import read_transcript
from tests.coding.study import made, table
from tests.coding.tiling import check_tiling

REAL = Path(__file__).resolve().parents[3] / "shared" / "real" / "mlss"


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return made(tmp_path_factory.mktemp("study"), 1)


def test_every_file_of_the_study_gives_the_text_on_which_its_codings_count(study):
    kinds = {row["document"]: row["kind"] for row in table(study / "documents.csv")}
    files = sorted((study / "transcripts").iterdir())
    assert Counter(file.suffix for file in files) == {".txt": 60, ".docx": 26, ".vtt": 26}
    for file in files:
        read = read_transcript(file.name, file.read_bytes(), kinds[file.stem])
        assert read.text == (study / "text" / f"{file.stem}.txt").read_bytes().decode(), file.name
        assert read.removed == 0
        assert len(read.rows) == read.text.count("\n")
        check_tiling(read.text, read.rows)


def test_the_study_says_the_same_of_its_labels(study):
    decided = {(row["document"], row["label"]): row["role"] for row in table(study / "speakers.csv")}
    people = {row["id"] for row in table(study / "participants.csv")}
    found = set()
    for row in table(study / "documents.csv"):
        (file,) = (study / "transcripts").glob(f"{row['document']}.*")
        for label in read_transcript(file.name, file.read_bytes(), row["kind"]).labels:
            where = row["document"], label.label
            found.add(where)
            if label.label in people:
                assert label.role == "participant"
            elif label.label:
                assert label.role == decided.get(where, "interviewer"), where
    assert decided.keys() <= found


@pytest.mark.skipif(not REAL.exists(), reason="the real interviews are not beside this checkout")
def test_real_interviews_have_two_speakers_each_line_and_codings_on_words():
    texts, words = {}, {}
    for file in sorted((REAL / "transcripts").iterdir()):
        read = read_transcript(file.name, file.read_bytes(), "interview")
        speakers = {file.stem} if file.stem == "I10" else {file.stem, "Interviewer"}
        assert {label.label for label in read.labels} == speakers
        assert len(read.rows) == len(lines(read.text))
        texts[file.stem] = read.text
        words[file.stem] = [(row.words, row.end) for row in read.rows]
    for coding in table(REAL / "codings.csv"):
        start, end = int(coding["start"]), int(coding["end"])
        assert 0 <= start < end <= len(texts[coding["document"]])
        assert any(start < last and first < end for first, last in words[coding["document"]]), coding
