"""Markdown to HTML, the one way it is done: no raw HTML, links only to safe places."""

from markdown_it import MarkdownIt

_renderer = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable(["table", "strikethrough"])


def render(text: str) -> str:
    """HTML of Markdown. Raw HTML comes out as text; `javascript:` and the like are no links."""
    return str(_renderer.render(text)).strip()


def render_line(text: str) -> str:
    """HTML of one line of Markdown, without the paragraph round it."""
    return str(_renderer.renderInline(text)).strip()
