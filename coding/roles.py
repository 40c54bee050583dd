"""What a speaker label is likely to stand for: a proposal from its words, which a person puts right."""

import re
from functools import lru_cache
from typing import Literal, get_args

Role = Literal["participant", "placeholder", "group", "not identified", "interviewer", "not a speaker"]
ROLES: tuple[Role, ...] = get_args(Role)


def word_set(listed: str) -> frozenset[str]:
    """Words in one string with blanks between, as a set."""
    return frozenset(listed.split())


# English, French, German, Spanish, Italian, Portuguese, Dutch; casefolded.
_ASKS = word_set(
    """interviewer interviewers moderator facilitator researcher interpreter translator observer notetaker
    intervieweur intervieweuse enquêteur enquêtrice enquêteuse animateur animatrice modérateur modératrice
    facilitateur facilitatrice chercheur chercheuse interprète observateur observatrice traducteur traductrice
    interviewerin interviewende interviewender moderatorin moderation fragesteller fragestellerin forscher
    forscherin forschende befrager befragerin dolmetscher dolmetscherin übersetzer übersetzerin beobachter
    beobachterin versuchsleiter versuchsleiterin entrevistador entrevistadora moderador moderadora facilitador
    facilitadora investigador investigadora encuestador encuestadora intérprete traductor traductora observador
    observadora intervistatore intervistatrice moderatore moderatrice ricercatore ricercatrice pesquisador
    pesquisadora onderzoeker tolk"""
)
QUESTIONS = word_set("question questions frage pregunta domanda pergunta vraag")
_ASKS_ALONE = QUESTIONS | word_set("i q int intv iv ivr mod fac")
_ANSWERS = word_set(
    """participant respondent interviewee speaker informant member panellist participante répondant répondante
    interviewé interviewée enquêté enquêtée locuteur locutrice intervenant intervenante membre teilnehmer
    teilnehmerin teilnehmende teilnehmender befragte befragter interviewte interviewter interviewpartner
    interviewpartnerin sprecher sprecherin proband probandin mitglied entrevistado entrevistada encuestado
    encuestada hablante informante miembro partecipante intervistato intervistata rispondente deelnemer spreker
    geïnterviewde"""
)
_ANSWERS_ALONE = word_set("a resp answer antwort réponse respuesta risposta resposta antwoord")
_SEVERAL = word_set(
    """all everyone everybody tout several multiple many both group together chorus various tous toutes plusieurs
    groupe ensemble alle mehrere gruppe beide gemeinsam durcheinander todos todas varios varias grupo ambos
    ambas juntos tutti tutte gruppo entrambi vários várias allen allemaal groep beiden meerdere"""
)
_OF_SEVERAL = word_set(
    "speakers participants people members voices of them the talking speaking les deux le monde"
)
_UNKNOWN = word_set(
    """unknown unidentified inaudible unclear indistinct unsure someone somebody inconnu inconnue indéterminé
    quelqu'un unbekannt unbekannte unbekannter unverständlich unklar jemand desconocido desconocida alguien
    sconosciuto sconosciuta desconhecido desconhecida onbekend"""
)
_NOT = word_set("not non nicht no não niet")
_IDENTIFIED = word_set(
    "identified identifié identifiée identifiziert identificado identificada identificato identificata geïdentificeerd"
)
_SOMEBODY = word_set(
    """female male woman man girl boy lady voice homme femme voix weiblich männlich weibliche männliche weiblicher
    männlicher stimme hombre mujer voz femenina masculina uomo donna voce homem mulher vrouw stem"""
)
_SOMEBODY_ALONE = word_set("frau mann herr dame monsieur señora señor senhora senhor gentleman")
_NOBODY = word_set(
    """date place location venue interview interviews session transcript transcription transcriber transcribed
    transcriptionist recording duration length time participants attendees present absent apologies note notes nb
    comment comments file filename audio video project study site setting title topic theme subject name names age
    gender sex profession occupation role code id version language start end key legend abbreviations context
    summary background memo observation observations reflection reflections pause break silence laughter music
    crosstalk section part chapter page phase week day appendix table figure remarks remark heading address
    monday tuesday wednesday thursday friday saturday sunday
    lieu durée heure remarque remarques entretien enregistrement commentaire commentaires contexte nom âge sexe
    fichier projet titre thème sujet présents absents langue début fin résumé rires participantes participantes
    lundi mardi mercredi jeudi vendredi samedi dimanche
    datum ort dauer zeit uhrzeit anmerkung anmerkungen notiz notizen bemerkung bemerkungen kommentar kommentare
    gespräch transkript transkription aufnahme anwesend abwesend hinweis alter geschlecht beruf datei projekt thema
    titel sprache beginn ende beobachtung zusammenfassung kontext dauer montag dienstag mittwoch donnerstag freitag
    samstag sonntag
    fecha lugar duración hora nota notas comentario comentarios entrevista transcripción grabación observación
    observaciones pausa nombre edad sexo profesión archivo proyecto tema título idioma inicio fin resumen contexto
    lunes martes miércoles jueves viernes sábado domingo
    data luogo durata ora commento intervista trascrizione registrazione nome età argomento
    duração observação gravação transcrição idade profissão plaats tijd duur opmerking opnamen opname onderwerp"""
) - {"participante"}
_SURNAMES = word_set("day page place key")
_LINKS = word_set(
    "of by de du des der del della di da do van von for with and avec mit con com met pour für para"
)
_PIECES = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+|\?")
_TOGETHER = re.compile(r"\s*[/&+]\s*|\s*,\s*(?=[^\W\d_]{1,4}\d)|\s+(?:and|und|et|y|e|en)\s+", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]")


def role_of(label: str) -> Role:
    """The role that a label's words speak for; participant where they say nothing."""
    return known_role(label) or "participant"


@lru_cache(maxsize=4096)  # a transcript has few labels, on many lines
def known_role(label: str) -> Role | None:
    """The role of a label whose words are those of a role (`Interviewer 2`, `Datum`), else None (`S11`, `Ana`)."""
    bare = _IN_BRACKETS.sub("", label) or label
    parts = _TOGETHER.split(bare)
    if len(parts) > 1 and all(parts):
        roles = {known_role(part) for part in parts if not part.isdigit()}
        return roles.pop() if len(roles) == 1 and None not in roles else "group"
    pieces = [piece.replace("’", "'") for piece in _PIECES.findall(bare.casefold())]
    words = [piece for piece in pieces if not piece.isdigit()]
    return _role_of_words(words, numbered=len(pieces) > len(words)) if words else None


def _role_of_words(words: list[str], *, numbered: bool) -> Role | None:
    stem, together = words[0] if len(words) == 1 else "", set(words)
    if _names_nobody(words) and not (numbered and stem == "subject"):
        return "not a speaker"
    if together & _ASKS or (stem in _ASKS_ALONE and not (numbered and stem == "i")) or words in _ASK_PHRASES:
        return "interviewer"
    if words[-1] == "?" or together & _UNKNOWN or (together & _NOT and together & _IDENTIFIED):
        return "not identified"
    if together & _SEVERAL and together <= _SEVERAL | _OF_SEVERAL:
        return "group"
    if together & _SOMEBODY or (stem in _SOMEBODY_ALONE):
        return "placeholder"
    if together & _ANSWERS or stem in _ANSWERS_ALONE:
        return "participant"
    return None


_ASK_PHRASES = (["research", "assistant"], ["note", "taker"], ["co", "interviewer"])


def _names_nobody(words: list[str]) -> bool:
    if words in _ASK_PHRASES:
        return False
    leads = words[0] in _NOBODY and (len(words) == 1 or words[1] in _LINKS or words[1] in _NOBODY)
    return leads or (words[-1] in _NOBODY and not (len(words) > 1 and words[-1] in _SURNAMES))
