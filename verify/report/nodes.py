"""What a report is made of: a tree of frozen records, the same for every writer. Formulas are LaTeX."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from verify.report.formulas.breaking import Row
from verify.report.moving import Moving
from verify.report.parts import Mark, Strong, Text
from verify.report.picture import Picture


@dataclass(frozen=True)
class Paragraph:
    """Running text; `title` is set in bold before it."""

    text: Text
    title: str = ""


@dataclass(frozen=True)
class Formula:
    """A display of aligned lines."""

    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Step:
    """One line of a derivation: its number, its formula, and the reasons that stand beside it; `certificate` stands below."""

    number: str
    lines: tuple[str, ...]
    reasons: tuple[Text, ...]
    certificate: tuple[Paragraph | Formula, ...] = ()


@dataclass(frozen=True)
class Chain:
    """A derivation: what it starts from, and its steps."""

    start: tuple[str, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Items:
    """A list; each item is a sentence."""

    items: tuple[Text, ...]


@dataclass(frozen=True)
class Table:
    """A table over the whole width of the text; `widths` are shares of it. It may break over pages.

    On a screen its rows can be linked to by their `labels`, where it has some.
    """

    header: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[Text, ...], ...]
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fold:
    """Blocks under a title in bold; on a screen they can be folded away."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Screen:
    """Blocks that paper leaves out."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Drawing:
    """A picture with what stands below it."""

    picture: Picture
    caption: Text = ()


@dataclass(frozen=True)
class Image:
    """A figure in a file of its own: its name, both its forms, what is to be seen on it, and what stands below it."""

    name: str
    svg: bytes
    pdf: bytes
    says: str
    caption: Text


Printed = Paragraph | Formula | Chain | Items | Table | Drawing | Image
Block = Printed | Fold | Screen | Moving


def unfolded(blocks: tuple[Block, ...]) -> tuple[Printed, ...]:
    """The blocks for print: nothing is folded away, nothing moves, and what a screen alone shows is left out."""
    return tuple(_unfolded(blocks))


def _unfolded(blocks: tuple[Block, ...]) -> Iterator[Printed]:
    for block in blocks:
        if isinstance(block, Moving | Screen):
            continue
        if not isinstance(block, Fold):
            yield block
            continue
        inside = unfolded(block.blocks)
        first = inside[0]
        if isinstance(first, Paragraph) and not first.title:
            yield from (Paragraph(first.text, block.title), *inside[1:])
        else:
            yield from (Paragraph((), block.title), *inside)


def introduces(block: Printed, following: Printed | None) -> bool:
    """Must the block stand on one page with the beginning of the next one?"""
    if not isinstance(block, Paragraph) or following is None:
        return False
    last = block.text[-1] if block.text else ":"
    said = last.text if isinstance(last, Strong) else last
    return not isinstance(following, Paragraph) or (isinstance(said, str) and said.endswith((":", ",", "with")))


@dataclass(frozen=True)
class Section:
    """A heading with what belongs to it; `name` is the title without formulas.

    A claim's section has a `mark`, the verdict that is shown beside it, the numbers of its `equations` and its `source`; `beside`
    stands after the mark, and `brief` is what is printed of it without its derivation.
    """

    title: Text
    name: str
    label: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    mark: Mark | None = None
    equations: tuple[int, ...] = ()
    source: str = ""
    beside: Text = ()
    brief: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Document:
    """The report: the front page's blocks, then the sections.

    `name` and `source` are title and subtitle without formulas, `keywords` are for the file's properties.
    """

    title: Text
    name: str
    subtitle: Text
    source: str
    front: tuple[Block, ...]
    sections: tuple[Section, ...]
    keywords: tuple[str, ...] = ()


def pictures(tree: Document | Section) -> Iterator[Image]:
    """The figures in files of their own that the document or the section shows."""
    if isinstance(tree, Section):
        yield from (block for block in unfolded(tree.blocks) if isinstance(block, Image))
    for section in tree.sections:
        yield from pictures(section)
