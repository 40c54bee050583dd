"""The role that a label's words speak for."""

import pytest

from quotetree.coding.roles import ROLES, known_role, role_of

WORDS_OF = {
    "interviewer": """Interviewer|interviewer|INTERVIEWER 1|Interviewer (Ana)|Second interviewer|I|Q|Q3|Question 4|INT|
        Int1|Moderator|Facilitator 2|Researcher|
        Research assistant|Interpreter|Observer|Note taker|Interviewer/Moderator|Interviewer 1 & 2|
        Intervieweuse|Enquêtrice|Interviewerin|Moderation|Entrevistadora""",
    "group": """ALL|All speakers|Everyone|Several|Several people|Group|Both|P1/P2|P1, P2|S1 and S2|Ana & Ben|Tous|
        Tout le monde|Alle|Mehrere|Todas""",
    "not identified": """Unknown|Unknown speaker|Unknown female|Unidentified|Inaudible speaker|Not identified|?|S11?|
        Inconnu|Non identifiée|Unbekannt|Nicht identifiziert|Desconocida""",
    "placeholder": """Female 2|Male voice|Man 1|Woman 3|Female|Femme 2|Frau 2|Männliche Stimme|Hombre 1""",
    "not a speaker": """Date|DATE|NOTE|Notes|Note 2|Place|Location|Interview|Interview 3|Transcript|Recording|Duration|
        Participants|Time|Comment|Date of interview|Interview date|Transcriber's note|Interviewer note|Transcribed by|
        Lieu|Durée|Remarque|Datum|Ort|Anmerkung|Fecha|Lugar|Notas""",
    "participant": """S11|S11 (nurse)|P1|I02|I1|M4|Ana|Dr Müller|RENÉ|Frau Müller|Participant|Participant 3|Subject 3|
        Speaker 1|Focus group member 3|Group member 3|Respondent|Befragte|Enquêté 2|Entrevistado|A|R|
        Team manager|Study nurse|Mr Day""",
}


@pytest.mark.parametrize(
    ("label", "role"),
    [(label.strip(), role) for role, listed in WORDS_OF.items() for label in listed.split("|")],
)
def test_a_role_is_proposed_from_the_words_of_a_label(label, role):
    assert role_of(label) == role


def test_names_and_codes_are_participants_only_by_default():
    assert known_role("S11") is None
    assert known_role("Participant 3") == "participant"
    assert known_role("") is None
    assert role_of("") == "participant"


def test_all_roles_are_proposed():
    assert set(WORDS_OF) == set(ROLES)
