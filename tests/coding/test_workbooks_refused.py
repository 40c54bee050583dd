"""A workbook that is locked or broken is refused in a sentence that says which it is."""

import io
import zipfile

import pytest

from quotetree.coding.errors import QuotetreeError
from quotetree.coding.tables.grid import read_grid

LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000) + "EncryptedPackage".encode("utf-16-le")


def without_cells() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        file.writestr("xl/workbook.xml", "<workbook")
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (LOCKED, "“people.xlsx” is protected by a password. Save it without one."),
        (b"PK\x03\x04" + bytes(40), "“people.xlsx” is damaged: it breaks off, or pieces of it are missing."),
        (without_cells(), "“people.xlsx” is damaged: its cells cannot be read."),
    ],
    ids=["locked", "cut", "no cells"],
)
def test_a_workbook_that_cannot_be_read_is_refused(data: bytes, sentence: str):
    with pytest.raises(QuotetreeError) as refused:
        read_grid("people.xlsx", data)
    assert refused.value.sentence == sentence
