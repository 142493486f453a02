"""The stored table of necessity: it is about the claims that are there, and what it says is shown again."""

import json
from pathlib import Path

import pytest

from verify.judging.catalogue import discover
from verify.judging.necessity.needs import UNSEEN, Status, asked, read, stands
from verify.language.claim import Removal
from verify.language.verdict import Verdict

STORED = Path(__file__).parent.parent / "reports" / "necessity.json"
STALE = "run `verify necessity --json > reports/necessity.json`"


@pytest.fixture(scope="module")
def stored():
    """What is stored of the paper's claims."""
    return read(json.loads(STORED.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def claims():
    """The paper's claims by their ids."""
    return {f"{s.name}/{c.name}": c for s in discover("proofs").statements for c in s.claims}


@pytest.fixture(scope="module")
def given(claims):
    """What the paper's proofs show of assumptions that the search cannot decide."""
    return {(name, c.assuming.index(r.assumption)): r for name, c in claims.items() for r in c.needs}


def again(need, claims):
    return stands(need, claims[need.claim])


def test_the_stored_table_holds_every_assumption_of_the_claims_that_are_there_and_no_other(stored, claims):
    proved = {name: c for name, c in claims.items() if c.expected == Verdict.PROVED}
    there = [n for name, c in proved.items() for n in asked(name.partition("/")[0], c)]
    wanted, found = ([(n.claim, n.number, n.assumption) for n in needs] for needs in (there, stored))
    assert sorted(wanted) == sorted(found), STALE


def test_what_is_given_names_an_assumption_and_decides_it(stored, given):
    kept = {(n.claim, n.number): n for n in stored}
    assert set(given) <= set(kept), "what is said to be needed is asked of no claim that is expected to be PROVED"
    material = [k for k, r in given.items() if r != Removal(r.assumption, why=r.why)]
    assert len(material) >= 80
    assert not [k for k in material if kept[k].status is Status.OPEN]


def test_every_question_that_stays_open_has_a_written_reason(stored):
    still_open = [n for n in stored if n.status is Status.OPEN]
    assert len(still_open) <= 70
    assert not [n for n in still_open if n.detail in UNSEEN]


def test_every_stored_point_still_shows_that_its_assumption_is_needed(stored, claims):
    shown = [n for n in stored if n.point is not None and not claims[n.claim].schemas]
    assert len(shown) >= 300
    assert not [n for n in shown if not again(n, claims)]


def test_stored_assumptions_on_unknown_functions_and_proofs_still_stand(stored, claims):
    others = [n for n in stored if n.status is not Status.OPEN and (n.point is None or claims[n.claim].schemas)]
    assert len(others) >= 100
    assert not [n for n in others[::9] if not again(n, claims)]
