"""The files of an export: the library, the lemmas, several a file, and what each of them assumes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from verify.kernel.prove import prove
from verify.language.claim import Claim
from verify.language.verdict import Outcome
from verify.prover.coq.lemmas import lemma
from verify.prover.coq.statement import lemma_name
from verify.prover.coq.texts import Unwritten

LIBRARY = "Space.v"
A_FILE = 24  # lemmas: Coq starts in half a second, and several files are compiled at once
NOT_FOUND = "no proof was found"
LONGEST = 200_000  # characters of a proof: one of these takes Coq half a minute
HEAD = """(* {title}
   Written by `verify export --coq`: each lemma is a claim as it is stated, over any real inner product space V; a data set
   has the points 0, ..., N, and what belongs to a point is a function of its number n. A label is 1 or -1.
   1/0 is a number in Coq: a claim's sides have a value wherever its assumptions hold, and nothing depends on it. *)
From Coq Require Import Reals Lra Psatz Field.
{tactics}Require Import Space.
Local Open Scope R_scope.

Section Claims.
Context {{V : Type}} {{S : Space V}}.

{lemmas}
End Claims.
"""


@dataclass(frozen=True)
class Export:
    """What has been written: the claims by the names of their lemmas, and why each of the others is not among them.

    `statements` are the lemmas without their proofs, by the claims.
    """

    files: dict[str, str]
    lemmas: dict[str, str]
    left_out: dict[str, str]
    statements: dict[str, str]


def export(claims: Iterable[tuple[str, Claim]]) -> Export:
    """The texts of all files for these claims, each with its statement's name; only what the kernel proves is written."""
    written: dict[str, str] = {}
    texts: list[str] = []
    left_out: dict[str, str] = {}
    statements: dict[str, str] = {}
    for statement, claim in claims:
        name = f"{statement}/{claim.name}"
        try:
            if prove(claim).outcome is not Outcome.HOLDS:
                raise Unwritten("not proved by a derivation")
            called = lemma_name(statement, claim.name)
            text = lemma(called, claim)
            if len(text) > LONGEST:
                raise Unwritten("a proof that takes Coq too long")
            texts.append(text)
            written[called], statements[name] = name, text.partition("\nProof.")[0]
        except Unwritten as why:
            left_out[name] = str(why)
        except Exception as error:  # one claim without a proof here keeps no other one from being written
            left_out[name] = f"{NOT_FOUND}: {type(error).__name__}"
    modules = dict(_modules(texts))
    found = {LIBRARY: (files("verify.prover.coq") / LIBRARY).read_text(encoding="utf-8"), **modules}
    found["Assumptions.v"] = _assumptions([m.removesuffix(".v") for m in modules], [*written])
    return Export(found, written, left_out, statements)


def _modules(texts: list[str]) -> Iterator[tuple[str, str]]:
    for number, start in enumerate(range(0, len(texts), A_FILE), 1):
        title = f"Claims, part {number}"
        lemmas = "\n".join(texts[start : start + A_FILE])
        tactics = "From Interval Require Import Tactic.\n" if "interval with" in lemmas else ""
        yield f"Claims{number}.v", HEAD.format(title=title, tactics=tactics, lemmas=lemmas)


def _assumptions(modules: list[str], lemmas: list[str]) -> str:
    """What prints the axioms that each lemma rests on."""
    lines = [
        "(* What each lemma rests on: the axioms of Coq's real numbers; with the tactic `interval` those of machine integers too. *)"
    ]
    lines += [f"Require Import {' '.join(modules)}."] if modules else []
    return "\n".join([*lines, *(f"Print Assumptions {name}." for name in lemmas), ""])


def write(found: Export, home: Path) -> list[str]:
    """Write the files into a folder; their paths."""
    home.mkdir(parents=True, exist_ok=True)
    for name, text in found.files.items():
        (home / name).write_text(text, encoding="utf-8")
    return [str(home / name) for name in found.files]
