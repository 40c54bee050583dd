"""Labels as programs write them that transcribe or export, and tables of times that are none."""

import pytest

from quotetree.coding.imports.said import Said, proposals
from quotetree.coding.labels import find_labels
from quotetree.coding.names import name_key
from quotetree.coding.transcript import read_transcript

JANE, BOB = "Jane Smith", "Bob Jones"
WRITTEN = {
    "Zoom": ("Speaker 1  00:12\nHello.\nSpeaker 2  00:20\nHi.\n", ["Speaker 1", "Speaker 2"]),
    "Otter": (f"{JANE}  0:03\nHello.\n\n{BOB}  0:10\nYes.\n\n{JANE}  0:15\nNo.\n", [JANE, BOB, JANE]),
    "Otter, each once": (f"{JANE}  0:03\nHello.\n\n{BOB}  0:10\nYes.\n", [JANE, BOB]),
    "Teams": (f"{JANE}   0:03\nHello.\n{BOB}   1:00:10\nYes.\n", [JANE, BOB]),
    "Teams, surname first": ("Smith, Jane   0:03\nHello.\nJones, Bob   0:10\nYes.\n", ["Smith, Jane", "Jones, Bob"]),
    "Teams, copied": (
        f"{JANE}\n0 minutes 3 seconds0:03\nHello.\n{BOB}\n1 minute 10 seconds1:10\nYes.\n",
        [JANE, BOB],
    ),
    "Teams, on one line": (
        f"{JANE} 0 minutes 3 seconds\nHello at 9:03.\n{BOB} 1 hour 0 minutes 10 seconds\nYes.\n",
        [JANE, BOB],
    ),
    "Google Meet": (
        f"{JANE}\n00:00:03\nHello.\n\n{BOB}\n00:00:10\nYes.\n\n{JANE}\n00:00:15\nNo.\n",
        [JANE, BOB, JANE],
    ),
    "WhisperX": (
        "[0.00 - 3.12] SPEAKER_00: Hello :0 there.\n[3.50 - 9.00] SPEAKER_01: Hi.\n",
        ["SPEAKER_00", "SPEAKER_01"],
    ),
    "time before, colon": (f"[00:00:12] {JANE}: Hello.\n[00:00:15] {BOB}: Yes.\n", [JANE, BOB]),
    "time before, alone": (f"[00:00:12] {JANE}\nHello.\n[00:00:15] {BOB}\nYes.\n", [JANE, BOB]),
    "bare time before, alone": (f"00:12 {JANE}\nHello.\n00:15 {BOB}\nYes.\n", [JANE, BOB]),
    "time in brackets behind": (f"{JANE} (00:03):\nHello.\n{BOB} (00:09):\nYes.\n", [JANE, BOB]),
    "time after the colon": ("Speaker 1: [00:00:03] Hello.\nSpeaker 2: [00:00:05] Yes.\n", ["Speaker 1", "Speaker 2"]),
    "Happy Scribe": (
        "[00:00:03.120] - Jane\nHello.\n\n[00:00:05.010] - Bob\nHi.\n\n[00:09] - Jane\nOk.\n\n[00:11] - Ali\nYes.\n",
        ["Jane", "Bob", "Jane", "Ali"],
    ),
    "Zoom's saved captions": (f"[{JANE}] 10:15:03\nHello.\n\n[{BOB}] 10:15:09\nHi.\n", [JANE, BOB]),
    "diarised": ("SPEAKER_00: Hello.\nSPEAKER_01: Hi.\n", ["SPEAKER_00", "SPEAKER_01"]),
    "diarised, in brackets": ("[SPEAKER_00]: Hello.\n[SPEAKER_01]: Hi.\n", ["SPEAKER_00", "SPEAKER_01"]),
    "f4": ("I: Hello. #00:00:05-2#\nB1: Hi. #00:00:09-1#\n", ["I", "B1"]),
    "time in braces": ("{12:03} Jane: Hello.\n{12:09} Bob: Hi.\n", ["Jane", "Bob"]),
    "capitals": ("JANE: Hello.\nBOB: Yes.\nJANE: No.\n", ["JANE", "BOB", "JANE"]),
    "tabs": ("I:\tHello there.\nR:\tHi to you.\n", ["I", "R"]),
    "role in brackets": (f"{JANE} (Nurse): Hello.\n{BOB} (Doctor): Hi.\n", [f"{JANE} (Nurse)", f"{BOB} (Doctor)"]),
}  # fmt: skip
ANNA, TOM = "Anna Berg", "Tom Hill"
WRITTEN |= {
    "line numbers": ("1 Anna: I did so.\n2 Tom: Did you?\n3 Anna: Yes.\n", ["Anna", "Tom", "Anna"]),
    "line numbers, also of lines that go on": (
        "12 Anna: I did so\n13 the whole time.\n14 Tom Hill: Did you?\n15 Anna: Yes.\n",
        ["Anna", "Tom Hill", "Anna"],
    ),
    "in brackets": (f"[{ANNA}] I did so.\n[{TOM}] Did you do it?\n[{ANNA}] Yes, I did.\n", [ANNA, TOM, ANNA]),
    "in angles": (f"<{ANNA}> I did so.\n<{TOM}> Did you do it?\n<{ANNA}> Yes, I did.\n", [ANNA, TOM, ANNA]),
    "a tab": (f"{ANNA}\tI did so.\n{TOM}\tDid you do it?\n{ANNA}\tYes, I did.\n", [ANNA, TOM, ANNA]),
    "a dash": (f"{ANNA} – I did so.\n{TOM} – Did you do it?\n{ANNA} – Yes, I did.\n", [ANNA, TOM, ANNA]),
    "a comma and a time": (
        f"{ANNA}, 00:01\nI did so.\n{TOM}, 00:04\nDid you?\n{ANNA}, 00:07\nYes.\n",
        [ANNA, TOM, ANNA],
    ),
}  # fmt: skip
NONE = {
    "a table": "Nurse\tyes\nDoctor\tno\nNurse\tno\nDoctor\tyes\n",
    "a table of three columns": "Anna\tI did so here\t3\nTom\tDid you do it\t4\nAnna\tYes I did it\t5\n",
    "a glossary": "Ward – where patients lie\nRound – the visit each morning\nShift – eight hours of work\n",
    "a glossary with tabs": "Ward\twhere patients lie\nRound\tthe visit each morning\nShift\teight hours of work\n",
    "remarks in brackets": "[Laughter] I said so then.\nWe all went home.\nIt was late.\n[Laughter] So it was.\n",
    "one who is cited": "[Smith 2010] says so too.\n[Jones 2011] says it as well.\n[Brown 2012] does not say.\n",
    "dashes in talk": "I went – as one does – home.\nWe met – at last – there.\nI went – as ever – back.\n",
    "a numbered list": "1 apples and pears\n2 plums\n3 cherries and more\n",
    "numbers that do not go on": "3 nurses: all there\n1 doctor: not there\n2 nurses: away\n",
    "towns with times": "Old Town, 10:45\nWe left.\nCity Hall, 10:30\nWe met.\n",
    "times in sentences": "We met at\n10:30 in the morning\nThe train at 10:45\nlater 11:00\n",
    "a day's plan": "Lunch 12:30\nDinner 18:00\n",
    "a day's notes": "Lunch 12:30\nWe ate.\nDinner 18:00\nWe ate again.\n",
    "a timetable": "City Hall  10:30\nOld Town  10:45\n",
    "times that go back": "Old Town 10:45\nWe left.\nCity Hall 10:30\nWe met.\n",
    "headings": "INTRODUCTION\nThis study is on.\nMETHODS\nWe asked.\nRESULTS\nThey said.\n",
    "a plan with times below": "Old Town\n10:30\nWe left.\nCity Hall\n10:10\nWe met.\n",
    "decimals": "[0.05 - 0.10] was the range\nand 3 seconds later it fell\n",
    "a ratio": "The ratio is 3:1\nand not 4:1\n",
}


@pytest.mark.parametrize("program", WRITTEN)
def test_labels_of_programs(program: str):
    text, labels = WRITTEN[program]
    marks = find_labels(text)
    assert [mark.label for mark in marks] == labels
    if ":0" in text:
        assert all(mark.from_ms is not None for mark in marks) or "#" in text


@pytest.mark.parametrize("case", NONE)
def test_what_is_no_label(case: str):
    assert find_labels(NONE[case]) == []


def was(**where: str) -> dict[Said, str]:
    """Participants by their names, and the document where a label was theirs."""
    return {Said("participant", (name,)): document for name, document in where.items()}


def test_a_mapping_made_before_is_taken_for_a_name_and_only_offered_for_a_number():
    talk = b"Ruth: Hello.\nSpeaker 1: Hi.\nRuth: And?\nP1: Well.\n"
    transcript = read_transcript("I2.txt", talk, "interview")
    earlier = {"ruth": was(S11="I1"), "speaker 1": was(S12="I1"), "p1": was(S13="FG")}
    found = {one.label.label: one for one in proposals(transcript, ["S11", "S12", "S13"], earlier)}
    assert found["Ruth"].said == Said("participant", ("S11",))
    assert (found["Speaker 1"].said, found["Speaker 1"].fits) == (None, ("S12",))
    assert (found["P1"].said, found["P1"].fits) == (None, ("S13",))
    assert (found["Speaker 1"].as_in, found["P1"].as_in) == (("I1",), ("FG",))


@pytest.mark.parametrize(
    ("label", "before", "said", "roles"),
    [
        ("KS", {Said("interviewer"): "I1"}, Said("interviewer"), ("interviewer",)),
        ("Voice 2", {Said("not identified"): "I1"}, Said("not identified"), ("not identified",)),
        ("Tape", {Said("not a speaker"): "I1"}, Said("not a speaker"), ("not a speaker",)),
        ("Date", {Said("not a speaker"): "I1"}, Said("not a speaker"), ()),  # told by its words
        ("S11", {Said("interviewer"): "I1"}, Said("participant", ("S11",)), ("interviewer",)),
        ("S11", {Said("not identified"): "I1"}, Said("participant", ("S11",)), ()),  # was open till they came
        (
            "KS",
            {Said("interviewer"): "I1", Said("not identified"): "I2"},
            Said("interviewer"),
            ("interviewer",),
        ),
        (
            "KS",
            {Said("interviewer"): "I1", Said("placeholder"): "I2"},
            None,
            ("placeholder", "interviewer"),
        ),
        ("KS", {Said("interviewer"): "I1", **was(S11="I2")}, None, ("interviewer",)),
        ("Speaker 1", {Said("interviewer"): "I1"}, None, ("interviewer",)),
        (
            "Voice 2",
            {Said("placeholder"): "I1", Said("group"): "I2"},
            Said("placeholder"),
            ("placeholder", "group"),
        ),
    ],
)
def test_what_a_label_was_before_is_offered_again(
    label: str, before: dict[Said, str], said: Said | None, roles: tuple[str, ...]
):
    transcript = read_transcript(
        "I3.txt", f"{label}: Hello.\nRuth: Hi.\n{label}: And?\n".encode(), "interview"
    )
    found = {one.label.label: one for one in proposals(transcript, ["S11"], {name_key(label): before})}
    assert (found[label].said, found[label].roles) == (said, roles)


@pytest.mark.parametrize(
    ("document", "said", "fits"),
    [
        ("J-S17", Said("participant", ("S17",)), ("S17",)),
        ("Diary of s1, week 2", Said("participant", ("S1",)), ("S1",)),
        ("S1 and S17", None, ("S1", "S17")),
        ("S172", None, ()),
    ],
)
def test_a_journal_is_likely_of_whom_its_name_names(document: str, said: Said | None, fits: tuple[str, ...]):
    transcript = read_transcript("J.txt", b"A long day.\n\nWe met nobody.\n", "journal")
    (found,) = proposals(transcript, ["S1", "S17"], {}, document)
    assert (found.said, found.fits) == (said, fits)
