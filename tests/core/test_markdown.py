"""Markdown becomes HTML that carries no script and leads to no unsafe place."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejling.markdown import figures, headings, render, render_line


def test_ordinary_markdown_becomes_ordinary_html() -> None:
    assert render("# Æble\n\nEn *lille* tekst.") == "<h1>Æble</h1>\n<p>En <em>lille</em> tekst.</p>"
    assert "<table>" in render("| a | b |\n|---|---|\n| 1 | 2 |")
    assert render("~~væk~~") == "<p><s>væk</s></p>"


def test_a_table_is_aligned_without_a_style_attribute_and_scrolls_alone() -> None:
    html = render("Før\n\n| a | b | c |\n|---|--:|:-:|\n| 1 | 2 | 3 |\n\nEfter")
    assert "style=" not in html
    assert '<td>1</td>\n<td class="pj-right">2</td>\n<td class="pj-center">3</td>' in html
    assert html.startswith('<p>Før</p>\n<div class="pj-scroll" tabindex="0" role="group" aria-label="Tabel"><table>')
    assert html.endswith("</table></div>\n<p>Efter</p>")


def test_a_heading_is_what_markdown_takes_for_one() -> None:
    found = headings("## Et *punkt* ##\n\n```\n# en kommentar\n```\n\n> # et citat\n\n- # i en liste\n\n### Til\n")
    assert [(one.level, one.words, one.first) for one in found] == [(2, "Et *punkt*", True), (3, "Til", False)]


def test_a_line_has_no_paragraph_round_it() -> None:
    assert render_line("Er det **sandt**?") == "Er det <strong>sandt</strong>?"
    assert render_line("# ikke en overskrift") == "# ikke en overskrift"


def test_a_figure_beside_the_text_is_part_of_the_page_and_any_other_picture_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "a.svg").write_text("<svg/>")
    html = render("![Et »E« & et F](figures/a.svg)", tmp_path)
    assert html == '<p><img src="data:image/svg+xml;base64,PHN2Zy8+" alt="Et »E« &amp; et F"></p>'
    for other in ("figures/b.svg", "https://example.org/a.svg", "figures/a.png"):
        assert render(f"Før ![Et <E>]({other})", tmp_path) == "<p>Før Et &lt;E&gt;</p>"
    assert render("![Et E](figures/a.svg)") == "<p>Et E</p>"
    assert figures("![a](x.svg)\n\n- ![b](y.svg)") == ["x.svg", "y.svg"]


ATTACKS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))",
    "![x](javascript:alert(1))", "[x](data:text/html,<script>alert(1)</script>)", "[x](vbscript:x)", "<javascript:alert(1)>",
    "[x](&#106;avascript:alert(1))", "[x](java\tscript:alert(1))",
    '[x](/a "\\" onmouseover=alert(1) x=\\"")', "<svg/onload=alert(1)>",
    "`<script>`", "[a]: javascript:alert(1)\n\n[a]", "<a href='https://x' onclick=alert(1)>x</a>", '```"><script>\nx\n```',
]
PLACES = re.compile(r'(?:href|src)="\s*(javascript|vbscript|data:text)', re.IGNORECASE)
TAGS = re.compile(r"/?(div|p|em|strong|s|a|img|code|pre|ul|ol|li|blockquote|h[1-6]|hr|br|table|thead|tbody|tr|th|td)\b")
ATTRIBUTES = {"href", "src", "alt", "title", "class", "start", "tabindex", "role", "aria-label"}


def runs_nothing(html: str) -> bool:
    """Only known tags with known attributes, and no address that is a program."""
    for tag in re.findall(r"<(/?[a-zA-Z][^>]*)>", html):
        names = re.findall(r"\s([a-zA-Z-]+)=", re.sub(r'"[^"]*"', '""', tag))
        if not TAGS.match(tag) or not set(names) <= ATTRIBUTES:
            return False
    return not PLACES.search(html)


@pytest.mark.parametrize("text", ATTACKS)
def test_what_would_run_comes_out_as_text(text) -> None:
    assert runs_nothing(render(text))
    assert runs_nothing(render_line(text))


def test_what_would_run_if_html_were_let_through_is_seen_by_this_test() -> None:
    assert not any(map(runs_nothing, [ATTACKS[0], ATTACKS[1], '<a href="javascript:alert(1)">', '<p onclick="x">']))


PIECES = [*ATTACKS, "<", ">", '"', "'", "[", "](", ")", "\n", "javascript:", "on=", "a ", "`", "|", "*"]


@given(st.lists(st.sampled_from(PIECES), max_size=8))
def test_no_mixture_of_such_pieces_runs_either(pieces) -> None:
    assert runs_nothing(render("".join(pieces)))
