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


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph, a list … that stands by itself in a text."""

    kind: str
    """"heading", "paragraph", "list", "table", "picture", "hr", or Markdown's own name for what it is."""
    start: int
    """Its first line, from 0."""
    end: int
    """The line after its last."""
    leads: bool = False
    """Whether it is a paragraph that says that something comes: it ends in a colon."""

    @property
    def stands_out(self) -> bool:
        """Whether it is looked at as a whole."""
        return self.kind in ("list", "table", "picture")


_KINDS = {"bullet_list_open": "list", "ordered_list_open": "list", "table_open": "table", "heading_open": "heading"}


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


def blocks(text: str) -> list[Block]:
    """What a text is made of, in order."""
    tokens = _markdown.parse(text)
    return [_block(token, tokens[number + 1:number + 2]) for number, token in enumerate(tokens)
            if token.level == 0 and token.nesting >= 0 and token.map]


def _block(token: Token, inside: Sequence[Token]) -> Block:
    start, end = token.map or (0, 0)
    kind = _KINDS.get(token.type, token.type.removesuffix("_open"))
    if kind != "paragraph":
        return Block(kind, start, end)
    words = inside[0].content.rstrip("*_ ")
    is_picture = [child.type for child in inside[0].children or ()] == ["image"]
    return Block("picture" if is_picture else kind, start, end, leads=words.endswith(":"))


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
