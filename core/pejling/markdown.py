"""Markdown to HTML, the one way it is done: no raw HTML, links only to safe places, no style attributes, figures built in."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token


@dataclass(frozen=True)
class Heading:
    """A heading in a text."""

    level: int
    words: str
    """As it is written, with its Markdown."""
    first: bool
    """Whether nothing stands before it."""


def render(text: str, beside: Path | None = None) -> str:
    """HTML of Markdown. Raw HTML comes out as text; `javascript:` and the like are no links; a wide table scrolls alone.

    A figure `![what it shows](figures/name.svg)` that lies `beside` the text, a folder, becomes part of the page. Any other
    picture is told in words: a page asks no other place for anything.
    """
    return _html(text) if beside is None else str(_markdown.render(text, {"beside": beside})).strip()


@lru_cache(maxsize=5_000)  # an exercise's texts are the same for everyone who looks
def _html(text: str) -> str:
    return str(_markdown.render(text, {})).strip()


def render_line(text: str) -> str:
    """HTML of one line of Markdown, without the paragraph round it."""
    return str(_markdown.renderInline(text)).strip()


def headings(text: str) -> list[Heading]:
    """The headings of a text, in order; what looks like one inside a list, a quotation or code is none."""
    tokens = _markdown.parse(text)
    return [
        Heading(int(token.tag[1:]), tokens[number + 1].content, number == 0)
        for number, token in enumerate(tokens) if token.type == "heading_open" and token.level == 0
    ]


def figures(text: str) -> list[str]:
    """Where the text's pictures are to be found, as it says."""
    inside = [child for token in _markdown.parse(text) for child in token.children or ()]
    return [str(token.attrs["src"]) for token in inside if token.type == "image"]


def _image(renderer: RendererHTML, tokens: Sequence[Token], number: int, options: Any, env: Any) -> str:
    token, beside = tokens[number], env.get("beside")
    words = escapeHtml(renderer.renderInlineAsText(token.children, options, env))
    path = beside / str(token.attrs["src"]) if beside else None
    if path is None or path.suffix != ".svg" or not path.is_file():
        return words
    return f'<img src="data:image/svg+xml;base64,{base64.b64encode(path.read_bytes()).decode()}" alt="{words}">'


def _table_open(renderer: RendererHTML, tokens: Sequence[Token], number: int, options: Any, env: Any) -> str:
    table = renderer.renderToken(tokens, number, options, env).rstrip()
    return f'<div class="pj-scroll" tabindex="0" role="group" aria-label="Tabel">{table}\n'


def _table_close(renderer: RendererHTML, tokens: Sequence[Token], number: int, options: Any, env: Any) -> str:
    return f"{renderer.renderToken(tokens, number, options, env).rstrip()}</div>\n"


def _cell_open(renderer: RendererHTML, tokens: Sequence[Token], number: int, options: Any, env: Any) -> str:
    """A cell aligned by a class: a strict page forbids the style attribute."""
    if aligned := tokens[number].attrs.pop("style", None):
        tokens[number].attrs["class"] = f"pj-{str(aligned).removeprefix('text-align:')}"
    return renderer.renderToken(tokens, number, options, env)


_markdown = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable(["table", "strikethrough"])
for _name, _rule in (
    ("table_open", _table_open), ("table_close", _table_close), ("th_open", _cell_open), ("td_open", _cell_open), ("image", _image),
):
    _markdown.add_render_rule(_name, _rule)
