"""The stored table of necessity: it is about the claims that are there, and what it says is shown again."""

import json
from pathlib import Path

import pytest

from verify.cli.necessity import claim_of, read
from verify.discover import discover
from verify.necessity import Status, stands

STORED = Path(__file__).parent.parent / "reports" / "necessity.json"


@pytest.fixture(scope="module")
def stored():
    """What is stored of the paper's claims, for the assumptions that are there as they were then."""
    statements = discover("proofs").statements
    kept = []
    for need in read(json.loads(STORED.read_text(encoding="utf-8"))):
        claim = claim_of(statements, need)
        named = [getattr(a, "name", str(a)) for a in claim.assuming] if claim else []
        if need.assumption in named[need.number : need.number + 1]:
            kept.append((need, claim))
    return kept


def test_the_stored_table_is_about_the_claims_that_are_there(stored):
    total = len(json.loads(STORED.read_text(encoding="utf-8"))["results"])
    assert len(stored) >= 0.8 * total, "run `verify necessity --json > reports/necessity.json`"


def test_every_stored_witness_still_shows_that_its_assumption_is_needed(stored):
    shown = [(n, c) for n, c in stored if n.point is not None and not c.schemas]
    assert len(shown) >= 100
    assert not [n for n, c in shown if not stands(n, c)]


def test_stored_assumptions_on_unknown_functions_and_proofs_still_stand(stored):
    others = [(n, c) for n, c in stored if n.status is not Status.OPEN and (n.point is None or c.schemas)]
    assert not [n for n, c in others[::9] if not stands(n, c)]
