"""A day's prose as slides: the one place that says where a text is parted, for the big screen and for an exported slide show."""

from collections.abc import Iterator
from dataclasses import dataclass

from pejling.markdown import Block, blocks, headings


@dataclass(frozen=True)
class Slide:
    """One slide of a section."""

    after: int
    """How many of the section's exercises stand before it."""
    source: str
    """Its Markdown."""
    title: str
    """Its own heading; "" where it goes on under the one before."""


def slides(prose: dict[int, list[str]]) -> tuple[Slide, ...]:
    """The slides of a section; `prose` has its texts by how many of its exercises stand before them."""
    return tuple(
        Slide(after, part, next((one.words for one in headings(part)), ""))
        for after, texts in prose.items() for part in split("\n\n".join(texts))
    )


def split(text: str) -> list[str]:
    """The parts of a Markdown text that a slide each begins with.

    A heading begins a slide, and a line of `---` ends one. A list, a table or a picture stands with the paragraph before
    it and ends a slide; where two paragraphs or more stand before it, it begins one, together with a lead-in to it (a
    paragraph that ends in a colon). What is too long for a screen is not seen here: the screen measures it.
    """
    lines = text.splitlines()
    return ["\n".join(lines[part[0].start:part[-1].end]).strip() for part in _parts(blocks(text))]


def _parts(found: list[Block]) -> Iterator[list[Block]]:
    part: list[Block] = []
    for block in found:
        lead = part[-1:] if part and part[-1].leads and block.stands_out else []
        before = part[:-1] if lead else part
        begins = block.kind == "heading" or (part and part[-1].stands_out)
        if block.stands_out and sum(one.kind == "paragraph" for one in before) > 1:
            yield before
            part = lead
        elif part and (begins or block.kind == "hr"):
            yield part
            part = []
        if block.kind != "hr":
            part.append(block)
    if part:
        yield part
