"""What the search of the pages finds: every section, claim and labelled row of a table, with its words and equations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from verify.report.formulas.spelt import spelt
from verify.report.nodes import Block, Document, Image, Paragraph, Section, Table
from verify.report.parts import Code, Copy, Link, Mark, Math, Page, Part, Strong, Text, Volume, Wording
from verify.report.writers.html import in_script


class Entry(NamedTuple):
    """One thing that can be found; `verdict` is empty where it is no claim, `address` is its page with its place there."""

    title: str
    words: str
    address: str
    verdict: str
    equations: tuple[int, ...]


def entries(document: Document, addresses: Mapping[str, str]) -> Iterator[Entry]:
    """In the order of the document; `addresses` says by label where things stand."""
    for section in document.sections:
        yield from _entries(section, addresses)


def _entries(s: Section, addresses: Mapping[str, str]) -> Iterator[Entry]:
    verdict = str(s.mark.verdict) if s.mark else ""
    yield Entry(plain(s.title), _first_words(s) if s.mark else "", addresses[s.label], verdict, s.equations)
    for block in s.blocks:
        yield from _rows(block, addresses)
    for inner in s.sections:
        yield from _entries(inner, addresses)


def _first_words(s: Section) -> str:
    return next((plain(b.text) for b in s.blocks if isinstance(b, Paragraph)), "")


def _rows(block: Block, addresses: Mapping[str, str]) -> Iterator[Entry]:
    if isinstance(block, Image):
        yield Entry(block.says, "", addresses[f"drawn:{block.name}"], "", ())
    elif isinstance(block, Table):
        for label, (first, *further) in zip(block.labels, block.rows, strict=False):
            number = re.fullmatch(r"eq-(\d+)", label)
            title = f"Equation {plain(first)}" if number else plain(first)
            equations = (int(number[1]),) if number else ()
            yield Entry(title, " ".join(map(plain, further)), addresses[label], "", equations)


def script(found: Iterator[Entry]) -> str:
    """The entries as a script, which a page may load from a file where it may not read one."""
    lines = ",\n".join(in_script(e, (",", ":")) for e in found)
    return f"const entries = [\n{lines}\n];\n"


def plain(text: Text) -> str:
    """A sentence without markup."""
    return "".join(map(_part, text))


def _part(part: Part) -> str:
    match part:
        case str():
            return part
        case Math(latex):
            return spelt(latex)
        case Mark(verdict):
            return str(verdict)
        case Strong(text) | Code(text) | Wording(text) | Link(text, _) | Volume(text, _):
            return text
        case Volume() | Copy() | Page():
            return ""
