"""What a file is by its first bytes, for a sentence where its ending says something else."""

_BEGINNINGS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive, as Word and other office programs write them"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an older Office document (.doc, .xls)"),
    (b"{\\rtf", "a document in Rich Text Format (.rtf)"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"ID3", "a sound recording (MP3)"),
    (b"OggS", "a sound recording (Ogg)"),
    (b"fLaC", "a sound recording (FLAC)"),
    (b"RIFF", "a recording (WAV or AVI)"),
    (b"\x1aE\xdf\xa3", "a recording (WebM or Matroska)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)


def kind_by_content(data: bytes) -> str | None:
    """`a PDF`, `a picture (PNG)`, ...; None where the first bytes say nothing."""
    if data[4:8] == b"ftyp":
        return "a recording (MP4 or M4A)"
    return next((kind for beginning, kind in _BEGINNINGS if data.startswith(beginning)), None)
