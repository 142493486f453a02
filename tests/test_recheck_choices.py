"""Claims about unknown functions, refuted by a choice of them, are re-checked by a program that shares nothing with the engine."""

import json
import random
import time
from functools import cache

import pytest

from tests.test_recheck_numbers import BY_A_CHOICE, refuted_claims
from verify import recheck
from verify.kernel.certify import certify
from verify.kernel.evidence import settles
from verify.kernel.instances import concrete, counterexample
from verify.kernel.record import claim_symbols, point_from_json
from verify.language.verdict import Outcome
from verify.prover.certificates.choices import refutation_by_choice

# The inverse tangent is chosen, which the re-check has no rule for.
CHOSEN = sorted(BY_A_CHOICE)


@cache
def text(name):
    claim = refuted_claims()[name]
    shown = counterexample(claim, statement=name.partition("/")[0], found_by="")
    assert settles(shown, claim)
    return json.dumps(refutation_by_choice(name, claim, shown))


def made(name):
    return json.loads(text(name))


def is_shown(certificate):
    try:
        recheck.check(certificate)
    except recheck.Bad:
        return False
    return True


@pytest.mark.parametrize("name", CHOSEN)
def test_every_claim_that_a_choice_refutes_is_refuted_again(name):
    assert is_shown(made(name))


@pytest.mark.parametrize("name", CHOSEN)
def test_what_is_accepted_at_another_point_is_refuted_there_by_the_engine(name):
    chance = random.Random(name)
    claim = refuted_claims()[name]
    plain = concrete(claim, claim.against)
    for _ in range(15):
        certificate = made(name)
        values = certificate["proof"]["values"]
        k = chance.choice([k for k, v in enumerate(values) if v is not None])
        new = chance.choice(["0", "1", "-1", "2", "1/2"])
        row = values[k]
        if isinstance(row, str):
            values[k] = new
        else:
            row = row if isinstance(row[0], str) else chance.choice(row)
            row[chance.randrange(len(row))] = new
        if is_shown(certificate):
            given = {s[0]: v for s, v in zip(certificate["symbols"], values, strict=False)}
            given["d"] = str(certificate["proof"]["dimension"])
            found = certify(plain, point_from_json(plain, {s.name: given[s.name] for s in claim_symbols(plain)}))
            assert settles(found, plain)
            assert found.outcome is Outcome.FAILS


# ------------------------------------------------------------------------------------------------- edits that are refused


def term(certificate, *entry):
    certificate["terms"].append(list(entry))
    return len(certificate["terms"]) - 1


def the_contrary(c):
    left, op, right = c["conclude"]
    c["conclude"] = [left, "!=", right] if op == "=" else [right, "<" if op == "<=" else "<=", left]


def a_proof(c):
    c["verdict"] = "PROVED"


def something_that_there_is(c):
    c["exists"] = [0]


def no_choice(c):
    c["proof"]["functions"], c["proof"]["constants"] = {}, []


def a_property_more(c):
    c["proof"]["shown"].append({})


def the_same_place_twice(c):
    slots = next(iter(c["proof"]["functions"].values()), [[]])[0]
    slots.append(slots[0]) if slots else c["proof"].pop("values")


def a_place_for_data(c):
    c["symbols"].append(["z_n", "sample", 7, False])
    c["proof"]["values"].append(None)
    for f in c["proof"]["functions"].values():
        f[0][0] = len(c["symbols"]) - 1
    if not c["proof"]["functions"]:
        c["proof"]["constants"][0][0] = len(c["symbols"]) - 1


EDITS = [
    the_contrary,
    a_proof,
    something_that_there_is,
    no_choice,
    a_property_more,
    the_same_place_twice,
    a_place_for_data,
]


@pytest.mark.parametrize("name", CHOSEN)
@pytest.mark.parametrize("edit", EDITS, ids=lambda e: e.__name__)
def test_an_edited_refutation_is_refused(name, edit):
    certificate = made(name)
    edit(certificate)
    assert not is_shown(certificate)


@pytest.mark.parametrize("name", [name for name in CHOSEN if made(name)["proof"]["shown"]])
def test_every_property_is_proved(name):
    certificate = made(name)
    certificate["proof"]["shown"].pop()
    assert not is_shown(certificate)


def gradients(name):
    """Those of which the claim speaks."""
    spoken = {t[1] for t in made(name)["terms"] if t[0] in ("field", "jacobian")}
    return [(name, f) for f in made(name)["proof"]["functions"] if f in spoken and f.rpartition("_")[2].isdecimal()]


@pytest.mark.parametrize(("name", "gradient"), [pair for name in CHOSEN for pair in gradients(name)])
def test_a_gradient_is_that_of_its_function(name, gradient):
    certificate = made(name)
    slots, e = certificate["proof"]["functions"][gradient]
    more = term(certificate, "+", e, term(certificate, "s", slots[0]))
    certificate["proof"]["functions"][gradient][1] = more
    assert not is_shown(certificate)


def test_a_property_is_the_one_that_is_assumed():
    name = "proposition-1/gradient-printed"
    for one, other in ((0, 1), (1, 2), (2, 3)):
        certificate = made(name)
        shown = certificate["proof"]["shown"]
        shown[one], shown[other] = shown[other], shown[one]
        assert not is_shown(certificate)


def test_a_property_is_proved_from_nothing_else():
    certificate = made("remark-assumption-wording/jointly-lipschitz")
    shown = certificate["proof"]["shown"][0]
    zero = term(shown, "n", "0")
    shown["assume"].append([zero, "<=", zero])
    assert recheck.check(shown)
    assert not is_shown(certificate)


def test_a_property_is_proved_for_what_the_symbols_are():
    certificate = made("derivative-bounds/thin-set-printed")
    shown = certificate["proof"]["shown"][0]
    place = next(k for k, s in enumerate(shown["symbols"]) if s[0] == "a")
    shown["symbols"][place][0] = "b"
    assert recheck.check(shown)
    assert not is_shown(certificate)


def test_a_constant_has_its_sign():
    certificate = made("derivative-bounds/thin-set-printed")
    certificate["proof"]["constants"][0][1] = term(certificate, "n", "-1")
    assert not is_shown(certificate)


def test_nothing_is_captured():
    certificate = made("derivative-bounds/thin-set-printed")
    variable = certificate["assume"][0]["variables"][0]
    captured = term(certificate, "total", term(certificate, "s", variable))
    certificate["proof"]["functions"]["f"][1] = captured
    certificate["proof"]["functions"].pop("f_1")
    certificate["conclude"] = [certificate["assume"][0]["conclude"][0], "<=", certificate["assume"][0]["conclude"][2]]
    assert not is_shown(certificate)


def test_a_function_has_a_value_for_all_arguments():
    certificate = made("proposition-1/gradient-printed")
    slots, e = certificate["proof"]["functions"]["x'"]
    size = term(certificate, "norm", term(certificate, "s", slots[0]))
    one = term(certificate, "*", size, term(certificate, "^", size, term(certificate, "n", "-1")))
    certificate["proof"]["functions"]["x'"][1] = term(certificate, "*", e, one)
    assert not is_shown(certificate)


# ---------------------------------------------------------------------------------------------------------- parts are shared


def doubled(head, times):
    """A certificate in which a term of few parts would be long if it were written out."""
    return {
        "claim": "c",
        "verdict": "PROVED",
        "symbols": [["x", "number", 7, False], ["v", "vector", 7, False]],
        "terms": [["s", 0], *([head, k, k] for k in range(times)), ["s", 1]],
        "assume": [],
        "conclude": [times, "=", 0],
        "exists": [],
        "uniform": [],
        "least": 1,
        "owed": [],
    }


@pytest.mark.parametrize("head", ["+", "*"])
def test_shared_parts_are_worked_out_once(head):
    times = 90
    witness = {"exists": [0], "proof": {"witness": [[0, times]], "declared": [["w"]], "steps": []}}
    chosen = {"rule": "choice", "constants": [], "shown": [], "dimension": 1, "sample": 1, "values": ["0", ["0"]]}
    chosen["functions"] = {"f": [[0], times]}
    started = time.process_time()
    for proof in (witness, {"verdict": "REFUTED", "proof": chosen}):
        assert not is_shown(doubled(head, times) | proof)
    assert time.process_time() - started < 1
