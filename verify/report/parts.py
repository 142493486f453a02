"""What a sentence of the report is made of: text, formulas in LaTeX, links, verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from verify.language.verdict import Verdict


@dataclass(frozen=True)
class Math:
    """A formula within a sentence."""

    latex: str


@dataclass(frozen=True)
class Strong:
    """Words that stand out."""

    text: str


@dataclass(frozen=True)
class Wording:
    """What the engine says, as it says it: formulas in its own notation, which may break anywhere after a sign."""

    text: str


@dataclass(frozen=True)
class Code:
    """What one types, or a name from the program."""

    text: str


@dataclass(frozen=True)
class Mark:
    """A verdict: word, mark and colour; a small circle where its certificate was re-checked, a dagger where Coq has a proof."""

    verdict: Verdict
    rechecked: bool = False
    coq: bool = False

    @property
    def signs(self) -> str:
        """Who has seen it beside the engine."""
        return "°" * self.rechecked + "†" * self.coq


@dataclass(frozen=True)
class Link:
    """A reference to a section by its label."""

    text: str
    label: str


@dataclass(frozen=True)
class Volume:
    """A link to the same label in the other volume of the printed report, or, without a label, to its beginning."""

    text: str
    label: str


@dataclass(frozen=True)
class Copy:
    """What a reader on a screen can copy by a button; `what` names it. Print shows nothing."""

    what: str
    text: str


@dataclass(frozen=True)
class Page:
    """The number of the page on which a section begins; a screen shows nothing."""

    label: str


Part = str | Math | Wording | Strong | Code | Mark | Link | Volume | Copy | Page
Text = tuple[Part, ...]


def listed(texts: Iterable[Text]) -> Text:
    """The texts with commas between them."""
    return tuple(x for text in texts for x in (", ", *text))[1:]


def links(claims: Sequence[str]) -> tuple[Link, ...]:
    """A link to each claim; one of the statement of the claim before it goes by its own name alone."""
    before = ("", *(c.partition("/")[0] for c in claims))
    named = zip(claims, before, strict=False)
    return tuple(Link(c.removeprefix(f"{statement}/"), c) for c, statement in named)
