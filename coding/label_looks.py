"""What the beginning of a line looks like: a label for certain, a name, a phrase, or words of a sentence."""

import re
from enum import IntEnum
from functools import lru_cache

from quotetree.coding.roles import QUESTIONS, Role, known_role, word_set

_IN_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]")
# a full stop may follow an initial or a short title: J. S. Smith, Mrs. Smith, Prof. Ünal
_TITLE = "".join(rf"(?<!\b[A-ZÀ-Þ]{'[a-zß-ÿ]' * letters})" for letters in range(4))
_SENTENCE_MARKS = re.compile(rf'[!;“”"«»…]|[?](?!$)|,(?! ?[A-ZÀ-Þ\d])|{_TITLE}\.')
_CODE = re.compile(r"(?=[^\W_]*[^\W\d_])[^\W\d_][^\W_]{0,9}(?:[-_.][^\W_]{1,8}){0,3}")
_OPENS_A_SENTENCE = word_set(
    """i we you he she it they there this that these those the a an my your our his her their its and but so or if
    when because as well yes no not yeah ok okay what how why who where which one another every each most some any
    also then now here first firstly second secondly third finally lastly next for in on at to by with without from
    about after before since until however therefore honestly basically anyway actually really maybe perhaps please
    example examples problem reason answer result thanks sorry right good is are was were do did does have had just
    only such more important ps p.s usa oh um uh hmm mhm let
    je nous vous il elle ils elles on ce cet cette ces le la les un une mon ma mes et mais donc ou si quand parce
    comme bien oui voilà qui que quoi où alors aussi puis ici premièrement deuxièmement enfin pour dans sur avec sans
    exemple problème par
    ich wir du er sie es der die das ein eine mein meine und aber also oder wenn weil als ja nein nicht wie wer wo
    welche dann jetzt hier erstens zweitens schließlich für in auf mit ohne von beispiel zum
    yo nosotros él ella ellos el los las una mi mis y pero entonces o cuando porque como bueno sí qué quién dónde
    también luego aquí primero segundo finalmente para en con sin por ejemplo"""
)
_TELLS = word_set(
    """is are was were be been am has have had do does did will would can could should said say says saying asked ask
    told tell tells think thinks thought mean means meant know knew like want wanted called following this
    est sont était étaient ai avons avez dit disait demandé pense veux ist sind war waren habe haben hat sagte sagt
    gesagt denke meine heißt es son era eran dijo dice digo pienso quiero"""
)


class Look(IntEnum):
    """What a beginning looks like, from a sentence to a label for certain."""

    NUMBER = 1
    PHRASE = 2
    NAME = 3
    CAPITALS = 4
    CERTAIN = 5


@lru_cache(maxsize=4096)  # a transcript has few labels, on many lines
def look_of(label: str) -> Look | None:
    """What a label looks like; None where it cannot be one."""
    bare = _IN_BRACKETS.sub("", label).strip() or label.strip("[]()")
    words = bare.casefold().split()
    if not words or len(words) > 6 or not any(c.isalnum() or c == "?" for c in bare):
        return None
    if bare.isdigit():
        return Look.NUMBER if len(bare) <= 3 else None
    role = known_role(label)
    if len(words) > 1 or role is None:
        if _SENTENCE_MARKS.search(bare) or _TELLS.intersection(words):
            return None
        if words[0].strip(",.") in _OPENS_A_SENTENCE and not (len(words) == 1 and bare.isupper()):
            return None
    return _look_of_name(bare, words, role)


def _look_of_name(bare: str, words: list[str], role: Role | None) -> Look:
    # interviewers' labels are no everyday words, so they need no capital
    capital = not bare[0].islower() or (
        role == "interviewer" and len(words[0]) > 1 and words[0] not in QUESTIONS
    )
    if role or (len(words) == 1 and _CODE.fullmatch(bare) and any(c.isdigit() for c in bare)):
        return Look.CERTAIN if capital else Look.PHRASE
    if bare.isupper() and len(words) <= 4:
        return Look.CAPITALS if words[0] not in _OPENS_A_SENTENCE else Look.PHRASE
    names = [w for w in bare.replace("-", " ").split() if not w[0].isupper() and not w[0].isdigit()]
    if (
        capital
        and len(words) <= 5
        and all(w in _PARTICLES or not w[0].isalpha() or not w[0].islower() for w in names)
    ):
        return Look.NAME
    return Look.PHRASE


_PARTICLES = word_set("de da di do del della der den van von zu la le el al bin ibn y e i und and et of")
