"""What the section of a claim needs to know beside its own judgement."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from verify.kernel.judgement import Judgement
from verify.language.verdict import Verdict
from verify.report.parts import Mark
from verify.report.sections.findings import NOTHING, Findings


@dataclass(frozen=True)
class Context:
    """What a section needs beside its own judgements: all of them by id, and how functions are written.

    `weak` names, for each statement in the report, those that it rests on in which something is wrong as printed; `found`
    is what else is known of the claims.
    """

    judgements: Mapping[str, Judgement]
    notation: Mapping[str, str]
    weak: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    found: Findings = NOTHING

    def printed(self, j: Judgement) -> Judgement | None:
        """The judgement on the printed claim that this one repairs."""
        return self.judgements.get(f"{j.statement}/{j.claim.repairs}") if j.claim.repairs else None

    def repairs(self, j: Judgement) -> tuple[Judgement, ...]:
        """The judgements on the claims that repair this one."""
        return tuple(
            r for r in self.judgements.values() if r.statement == j.statement and r.claim.repairs == j.claim.name
        )


def mark(j: Judgement, found: Findings) -> Mark:
    """The verdict as it is shown, with who else has seen it."""
    return Mark(j.verdict, j.rechecked, seen_by_coq(j, found))


def seen_by_coq(j: Judgement, found: Findings) -> bool:
    """Is a claim that is PROVED proved in Coq too?"""
    return j.verdict is Verdict.PROVED and j.id in found.coq


def title_of(name: str) -> str:
    """`lemma-2` in words."""
    kind, _, number = name.partition("-")
    if kind == "eq" and number.isdigit():
        return f"Equation ({number})"
    if not re.match(r"\d", number):
        first = kind.capitalize() if set("aeiouy") & set(kind) else kind.upper()
        return f"{first}{':' if kind == 'remark' else ''} {number.replace('-', ' ')}".strip()
    number, _, rest = number.partition("-")
    return f"{kind.capitalize()} {number}" + (f", {rest.replace('-', ' ')}" if rest else "")
