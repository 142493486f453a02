"""Which claims Coq has accepted: stored by the digest of each statement, so that no other statement passes for it.

`python -m bench.coq` exports the proved claims, has Coq compile them, and writes the record; tests/test_coq.py does so again.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from importlib.resources import files
from typing import Any

from verify.language.claim import Claim
from verify.prover.coq.files import HEAD, LIBRARY, Export
from verify.prover.coq.statement import lemma_name, statement
from verify.prover.coq.texts import Unwritten

SCHEMA = 1


def record(exported: Export) -> dict[str, Any]:
    """What is stored once Coq has compiled these files: the digests of what all lemmas stand on, and of each statement by its claim."""
    lemmas = {name: digest(text) for name, text in sorted(exported.statements.items())}
    return {"schema": SCHEMA, "library": digest(exported.files[LIBRARY] + HEAD), "lemmas": lemmas}


def accepted(stored: Mapping[str, Any], claims: Mapping[str, Claim]) -> frozenset[str]:
    """Those claims, by their ids, whose statement is the one that Coq has seen proved over the library as it is."""
    lemmas = stored.get("lemmas")
    if stored.get("schema") != SCHEMA or stored.get("library") != digest(library()) or not isinstance(lemmas, Mapping):
        return frozenset()
    return frozenset(i for i, claim in claims.items() if i in lemmas and lemmas[i] == _digest_of(i, claim))


def library() -> str:
    """What every lemma stands on: inner product spaces over Coq's real numbers, and the head of each file."""
    return (files("verify.prover.coq") / LIBRARY).read_text(encoding="utf-8") + HEAD


def digest(text: str) -> str:
    """Of a text, the same everywhere."""
    return sha256(text.encode()).hexdigest()


def _digest_of(name: str, claim: Claim) -> str | None:
    """None for a claim that has no place in Coq."""
    try:
        return digest(str(statement(lemma_name(*name.split("/", 1)), claim)))
    except Unwritten:
        return None
