"""Web pages: the lines that a browser shows."""

import time

import pytest

from quotetree.coding.errors import Unreadable
from quotetree.coding.files import read_text_file


def text(source, encoding="utf-8"):
    return read_text_file("a.html", source.encode(encoding)).text


def sentence(data):
    with pytest.raises(Unreadable) as caught:
        read_text_file("a.htm", data)
    return caught.value.sentence


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("<p>S1: yes</p><p>S2:\n  <i>no</i> </p>", "S1: yes\nS2: no \n"),
        ("<P CLASS=a>S1: yes<p>S2: no", "S1: yes\nS2: no\n"),
        ("S1: one<br>two<br/>\n three", "S1: one\ntwo\nthree\n"),
        ("a &amp; b&nbsp;&eacute;&#8364;&lt;b&gt;", "a & b\xa0é€<b>\n"),
        ("<head><title>No</title><style>p {}</style></head>S1: yes<script>if (a<b) '</p>'</script> so",
         "S1: yes so\n"),
        ("a<!-- <p>gone</p> -->b<![if !x]>c<![endif]>", "abc\n"),
        ("<ul><li>one<ul><li>two</ul><li>three</ul>", "one\ntwo\nthree\n"),
        ("<pre>S1:  a\n   b</pre>", "S1:  a\n   b\n"),
        ('<a title="a > b" href=x>link</a> 2 < 3 <3', "link 2 < 3 <3\n"),
        ("<p>a</p><template><p>gone</p></template><svg><text>gone</text></svg><p>b", "a\nb\n"),
        ("<table><tr><td>Interviewer<td>How?<tr><td>S1<td>So.</td><tr><td>Interviewer<td>And?</table>end",
         "Interviewer: How?\nS1: So.\nInterviewer: And?\nend\n"),
        ("<table><tr><th>left</th><td>right</td></tr></table>", "left\nright\n"),
        ("<p><b>S11</b><br>yes</p><p><strong>S12:</strong> no</p><p><b>Heading</b></p>",
         "S11:\nyes\nS12: no\nHeading\n"),
        ("<dl><dt>S11<dd>yes<dt>S12<dd>no</dl>", "S11:\nyes\nS12:\nno\n"),
        ("<p>a\x02\x03b</p>", "ab\n"),
        ("</p></table></td></b><p>so</p>", "so\n"),
    ],
)  # fmt: skip
def test_what_a_page_shows(source, lines):
    assert text(source) == lines


@pytest.mark.parametrize(
    ("told", "encoding"),
    [
        ("", "utf-8"), ("", "utf-8-sig"), ("", "utf-16"), ("", "cp1252"), ("utf-8", "utf-8"),
        ("iso-8859-1", "cp1252"), ("iso-8859-15", "iso-8859-15"), ("windows-1250", "cp1250"),
    ],
)  # fmt: skip
def test_encodings(told, encoding):
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={told}">' if told else ""
    assert text(f"{head}<p>S1: für 5 €</p>", encoding) == "S1: für 5 €\n"


def test_what_is_no_page_is_told():
    assert "is no text: it is a zip archive" in sentence(b"PK\x03\x04")
    assert (
        sentence(b"<html><body><img src='a.png'><script>words</script></body>")
        == "“a.htm” has no words in it."
    )
    assert "it says that its text is shift_jis, which it is not" in sentence(
        b"<meta charset=shift_jis>\x81\x00\xff"
    )


@pytest.mark.parametrize(
    "half",
    [
        "<a ",
        "<!--",
        "<![",
        "</",
        "<a x='",
        '<a x="',
        "&#",
        "<b>",
        "<?",
        "<title>",
        "<table><tr><td>x",
        "<a \"<' ",
    ],
)
def test_half_tags_without_end_are_read_in_one_go(half):
    began = time.process_time()
    assert text("<p>yes</p>" + half * 50_000).startswith("yes\n")
    assert time.process_time() - began < 10
