"""What users asked and were told wrongly: each line that is offered to them serves when it is pasted."""

import pickle
import re
import types
from dataclasses import replace

import pytest

from verify import Instance
from verify.cli.functions import is_shown
from verify.cli.why import advice
from verify.judging.judge import judge
from verify.kernel.chain import check
from verify.kernel.for_all import signs_of
from verify.kernel.reasons import NotShown, Reason
from verify.language.verdict import Verdict

ALL = """
from verify import *
u, v, w, x, z = map(Vector, ("u", "v", "w", "x", "z"))
L, p = Symbol("L", positive=True), Symbol("p", positive=True)
def f(point): return Value("f", point)
def slope(point): return Field("f_1", point)
smooth = Schema("smooth", (u, v), le(norm(slope(u) - slope(v)), L * norm(u - v)))
least = Schema("least", (u,), le(f(z), f(u)))
bowl = Instance({"f": ((u,), L / 2 * norm(u) ** 2), "f_1": ((u,), L * u)})
"""


@pytest.fixture
def written(monkeypatch):
    """The claim `it` of a module with these lines, judged, with the names of the module."""

    def make(source):
        module = types.ModuleType("made_for_users")
        exec(ALL + source + "\nSTATEMENT = None", vars(module))
        monkeypatch.setitem(__import__("sys").modules, "made_for_users", module)
        return judge("s", module.it), vars(module)

    return make


HOLDER = 'it = Claim(name="it", says="?", assuming=(lt(1, p),{more}), conclusion=le(dot(u, v), {c} * norm(u, p) * norm(v, {q})))'


def test_a_conjugate_exponent_is_to_be_named_and_then_it_is_proved(written):
    found, _ = written(HOLDER.format(more="", c=1, q="p/(p - 1)"))
    assert found.verdict is Verdict.UNDECIDED
    missing, told = advice(found)
    assert missing.startswith("missing  the exponent p/(p - 1) is not seen to be positive as it is written")
    made, name, relation = re.fullmatch(
        r"try      name it: (.*); (.*) in place of p/\(p - 1\), and (.*) among the assumptions of the claim", told
    ).groups()
    assert relation == f"eq(1/p + 1/{name}, 1)"
    again, _ = written(f"{made}\n" + HOLDER.format(more=relation, c=1, q=name))
    assert again.verdict is Verdict.PROVED
    false, _ = written(f"{made}\n" + HOLDER.format(more=relation, c="Rational(9, 10)", q=name))
    assert false.verdict is not Verdict.PROVED


def test_another_exponent_is_named_as_it_is(written):
    found, _ = written(HOLDER.format(more="", c=1, q="1/(p - 1)"))
    assert advice(found)[1] == (
        'try      name it: q = Symbol("q", positive=True); q in place of 1/(p - 1), '
        "and eq(q, 1/(p - 1)) among the assumptions of the claim"
    )


def test_a_number_that_a_power_divides_by_needs_to_be_different_from_0(written):
    found, _ = written('it = Claim(name="it", says="?", conclusion=le(0, Abs(v)**(-p)))')
    assert advice(found)[1] == "try      assume it: ne(Abs(v), 0) among the assumptions of the claim"


def begun(found, home):
    """What the kernel says of the derivation to go on from."""
    told = advice(found, full=True)
    exec("\n".join(x.removeprefix(" " * 11) for x in told if x.startswith(" " * 11)), home)
    with pytest.raises(NotShown) as why:
        check(found.claim, home["steps"](), signs_of(found.claim))
    return why.value.said


BEGUN = {
    "an assumption, times a factor": ("smooth, least", "le(norm(slope(x)) ** 2, L * (f(x) - f(z)))"),
    "a theorem": ("", "le(Abs(dot(u, v)), norm(u, 3) * norm(v, 1))"),
    "a theorem, times a factor": ("", "le(2 * L * Abs(dot(u, v)), 2 * L * norm(u, 3) * norm(v, 1))"),
}


@pytest.mark.parametrize("name", BEGUN)
def test_the_terms_of_a_begun_derivation_add_up_and_one_is_left_to_be_shown(written, name):
    assuming, conclusion = BEGUN[name]
    found, home = written(
        f'it = Claim(name="it", says="?", assuming=({assuming}{"," * bool(assuming)}), conclusion={conclusion})'
    )
    assert found.verdict is Verdict.UNDECIDED
    assert begun(found, home).reason is Reason.SIGN_NOT_VISIBLE


def test_an_instance_of_a_minimum_is_moved_to_where_that_is(written):
    source = 'it = Claim(name="it", says="?", assuming=(smooth, least), conclusion=le(f(z), f(x)), instance={})'
    found, home = written(source.format("bowl"))
    assert (found.verdict, found.said.reason) == (Verdict.UNDECIDED, Reason.SCHEMA_NOT_SHOWN)
    for seen in (found, replace(found, evidence=pickle.loads(pickle.dumps(found.evidence)))):  # as from another process
        note, missing, told = advice(seen)
        assert note.startswith("note     least fails for the functions of instance= at L = ")
        assert missing == "missing  an instance that is shown to satisfy least, alone: the claim follows from it"
    text = re.fullmatch(r"try      instance=(.*) in the claim: functions for which the assumptions hold", told)[1]
    assert type(eval(text, home)) is Instance
    again, _ = written(source.format(text))
    assert again.verdict is Verdict.PROVED


SIGNED = """
from verify.facts import descent
t = Symbol("t", {declared})
s = sigmoid(t)
goal = le(f(x), f(z) + dot(slope(z), x - z) + L / 2 * norm(x - z) ** 2)
moved = le(norm(slope(z + s * (x - z)) - slope(z)), L * s * norm(x - z))
turned = Lemma(moved, (line("<=", moved.rhs, by=smooth(z + s * (x - z), z)),))
def steps():
    return chain(line("<=", goal.rhs, by=descent(f(z), t, z, x, L)), lemmas=(turned,))
it = Claim(name="it", says="?", assuming=(smooth,), conclusion=goal, derive=steps, instance=bowl)
"""


def test_a_variable_with_a_sign_is_told_to_have_none(written):
    faulty, _ = written(SIGNED.format(declared="positive=True"))
    (told,) = advice(faulty)
    assert told.endswith("brings in t, which the claim does not mention: declare nothing of a Symbol for every number")
    assert advice(written(SIGNED.format(declared=""))[0]) == []


SATISFIED = {
    "a point": ("le(norm(w), 70*norm(w, oo))", "counterexample=lambda: {w: (2, 1)}"),
    "a point of two vectors": ("le(norm(u + w, 1), 900*norm(u + w))", "counterexample=lambda: {u: (2, 1), w: (0, 1)}"),
    "a point of numbers": ("lt(p * sin(p), p + 1 + p**3)", "counterexample=lambda: {p: 2}"),
    "a point and a dimension": ("le(d, 4000)", "counterexample=lambda: {d: 7}"),
}


@pytest.mark.parametrize("name", SATISFIED)
def test_of_a_point_that_satisfies_the_claim_it_is_not_said_that_the_claim_is_shown(written, name):
    conclusion, point = SATISFIED[name]
    judged, _ = written(f'it = Claim(name="it", says="?", expected="REFUTED", conclusion={conclusion}, {point})')
    found = replace(
        judged, verdict=Verdict.UNDECIDED, evidence=tuple(e for e in judged.evidence if e.how == "exact point")
    )
    assert not is_shown(found)
    told = advice(found)
    assert told[0] == "note     the point of counterexample= satisfies the claim, so it refutes nothing"
    assert not any("it is shown" in x for x in told)


def test_of_functions_that_satisfy_the_claim_it_is_not_said_that_the_claim_is_shown(written):
    source = 'it = Claim(name="it", says="?", assuming=(smooth,), conclusion=le(f(x), 2 * L + f(z)), against={})'
    flat = 'Instance({"f": ((u,), 0), "f_1": ((u,), 0 * u)}, point=lambda dim: {x: (1,), z: (0,), L: 1})'
    judged, _ = written(source.format(flat))
    told = advice(replace(judged, verdict=Verdict.UNDECIDED, evidence=judged.evidence[:2]))
    assert told[0] == "note     the functions of against= satisfy the claim at their point, so they refute nothing"


LARGER = {
    "le(norm(v), 50 * norm(v, oo))": "{v: (1,) * 3000}",
    "le(norm(w, 1), 25 * norm(w))": "{w: (1,) * 1000}",
    "le(dot(u, v), 900 * norm(u, oo) * norm(v, oo))": "{u: (1,) * 1000, v: (1,) * 1000}",
    "le(d**2, 10**8 - 1)": "{d: 10000}",
}


@pytest.mark.parametrize("conclusion", LARGER)
def test_what_fails_in_a_large_dimension_alone_is_told_with_a_point_that_refutes_it(written, conclusion):
    source = f'it = Claim(name="it", says="?", conclusion={conclusion}'
    found, _ = written(f"{source})")
    assert found.verdict is Verdict.UNDECIDED
    told = advice(found, "verify check s/it --package mypaper")
    (line,) = (x for x in told if "counterexample=" in x)
    text = re.fullmatch(r"try      counterexample=lambda: (.*) in the claim, which refutes it", line)[1]
    assert text == LARGER[conclusion]
    again, _ = written(f"{source}, counterexample=lambda: {text})")
    assert again.verdict is Verdict.REFUTED


def test_where_the_margin_shrinks_as_d_grows_the_search_in_a_larger_one_is_named(written):
    found, _ = written('it = Claim(name="it", says="?", conclusion=le(norm(v), 500 * norm(v, oo)))')
    (line,) = (x for x in advice(found, "verify check s/it --package mypaper") if "--dim" in x)
    assert line == "try      verify search s/it --package mypaper --dim 1000    looks there"


def test_where_d_changes_nothing_no_larger_one_is_named(written):
    found, _ = written('it = Claim(name="it", says="?", conclusion=le(Abs(dot(u, v)), norm(u, 3) * norm(v, 1)))')
    assert not any("--dim" in x for x in advice(found, "verify check s/it --package mypaper"))
