"""What an undecided claim is told: what is missing and what to try, in the author's own symbols; the lines can be pasted."""

import json
import re
import sys
import types
from dataclasses import replace

import pytest

from verify import Claim, Instance, Lemma, Vector, le, norm
from verify.checkers.stored.replay import replay
from verify.cli.verdicts import block
from verify.cli.why import advice
from verify.judging import plain
from verify.judging.catalogue import discover
from verify.judging.certificates import rechecked
from verify.judging.exhibit import exhibit, is_near
from verify.judging.judge import judge
from verify.kernel.chain import check
from verify.kernel.for_all import signs_of
from verify.kernel.reasons import NotShown, Reason
from verify.kernel.record import record
from verify.language.proof import Appeal, Derivation
from verify.language.verdict import Counterexample, Verdict

GALLERY = {f"{s.name}/{c.name}": c for s in discover("examples").statements for c in s.claims}
U = Vector("u")
BEGUN = {
    Reason.OTHER_SUM,
    Reason.SIGN_NOT_VISIBLE,
    Reason.NO_TERMS,
    Reason.NO_POSITIVE_TERM,
}  # what a begun derivation lacks

ALL = """
from verify import *
u, v, w, first = Vector("u"), Vector("v"), Vector("w"), Vector("x_1")
c, L = Symbol("c"), Symbol("L", positive=True)
def f(p): return Value("f", p)
def F(p): return Field("F", p)
smooth = Schema("f is L-Lipschitz", (u, v), le(Abs(f(u) - f(v)), L * norm(u - v)))
"""


@pytest.fixture
def written(monkeypatch):
    """A module with these claims, as it would be imported; the claim `it` of it, judged, with the module."""

    def make(source):
        module = types.ModuleType("made_for_why")
        exec(ALL + source + "\nSTATEMENT = None", vars(module))
        monkeypatch.setitem(__import__("sys").modules, "made_for_why", module)
        return judge("s", module.it), module

    return make


def follow(found, claim, home):
    """Paste every line that is offered into a module with these names; what was done, by its kind."""
    told, space, done = advice(found, "verify check s/it --package mypaper", full=True), dict(home), []
    for line in told:
        exec(line.strip().removeprefix("with ") if line.startswith("         with from ") else "", space)
    for line in told:
        if given := re.fullmatch(r"(try|form) +(instance|against|counterexample)=(.*) in the claim[:,] (.*)", line):
            begin, name, text, what = given.groups()
            value = eval(text, space)
            again = judge("s", replace(claim, **{name: value}))
            assert (begin == "form") is ("NOT a refutation" in what)
            if name == "instance":
                assert again.said is None or again.said.reason is not Reason.NO_INSTANCE
            elif begin == "form":
                assert again.verdict is Verdict.UNDECIDED
                done.append("form")
            else:
                assert again.verdict in (Verdict.REFUTED, Verdict.UNDEFINED), again.reason
                done.append("refuted")
            assert name == "counterexample" or type(value) is Instance
        if given := re.fullmatch(r"try      if .* is positive, declare it: (.*)", line):
            exec(given[1], dict(space))
            done.append("declared")
    steps = [x.removeprefix(" " * 11) for x in told if x.startswith(" " * 11)]
    if steps:
        done.append(begun(steps, claim, space))
        imports = [x.strip() for x in steps if x.strip().startswith("from ")]
        exec("\n".join(imports), space)
    for line in told:
        if re.fullmatch(r"try      verify search s/\S+ --package mypaper    looks .*", line):
            done.append("searched")
        if given := re.fullmatch(r"try      by=(.*)    which says .*", line):
            assert type(eval(given[1], space)) is Appeal
        if given := re.fullmatch(r"         after lemmas=(.*) in the chain, for its premise", line):
            assert all(type(lemma) is Lemma for lemma in eval(given[1], space))
    return done


def begun(steps, claim, space):
    """The derivation runs, and is taken or lacks no more than terms."""
    exec("\n".join(steps), space)
    found = space["steps"]()
    assert type(found) is Derivation
    try:
        check(claim, found, signs_of(claim))
    except NotShown as why:
        said = why.said.parts["why"] if why.said.reason is Reason.SIDE_RESULT else why.said
        assert said.reason in BEGUN, str(why)
    return "derivation"


UNDECIDED = {
    "largest": 'le(norm(first, oo) ** 2, norm(first) ** 2)',
    "dual": 'le(Abs(dot(u, v)), norm(u, 3) * norm(v, 1))',
    "a fraction": "le(norm(first, oo) ** 2 * Rational(1, 3), norm(first) ** 2 / 3)",
    "unknown": 'le(norm(F(u), oo) ** 2, norm(F(u)) ** 2)',
}  # fmt: skip


@pytest.mark.parametrize("conclusion", UNDECIDED.values(), ids=UNDECIDED)
def test_what_is_undecided_is_told_what_is_missing_and_a_derivation_that_runs(written, conclusion):
    found, module = written(f'it = Claim(name="it", says="?", conclusion={conclusion})')
    assert found.verdict is Verdict.UNDECIDED
    told = advice(found, "verify check s/it --package mypaper")
    assert told[0].startswith("missing  right - left = ")
    assert told[0].endswith(" is not seen to be >= 0")
    fully = advice(found, "verify check s/it --package mypaper", full=True)
    more = told[-1] == "more     verify show s/it --package mypaper --why"
    assert more is (len(fully) > len(told) - more)
    assert {"derivation", "searched"} & {*follow(found, found.claim, vars(module))}
    text = "\n".join(block(found, "verify check s/it"))
    assert "gram" not in text
    assert "not a sum over the coordinates" not in text


@pytest.mark.parametrize("claim", GALLERY.values(), ids=GALLERY)
def test_every_line_to_paste_for_a_lemma_of_the_gallery_runs(claim):
    plainly = replace(claim, derive=None, against=None, counterexample=None)
    found = judge("s", plainly)
    if found.verdict is Verdict.UNDECIDED:
        home = next(
            m for m in sys.modules.values() if any(v is claim for v in vars(m).values()) and hasattr(m, "STATEMENT")
        )
        assert {"derivation", "searched"} & {*follow(replace(found, claim=claim), plainly, vars(home))}


ABOUT_FUNCTIONS = """
m = Symbol("m", nonnegative=True)
smooth_f = Schema("f is smooth", (u, v), le(norm(Field("f_1", u) - Field("f_1", v)), L * norm(u - v)))
flat = Instance({"f": ((u,), Integer(0)), "f_1": ((u,), 0 * u)})
strong = Schema("f is m-convex", (u, v), le(f(u) + dot(Field("f_1", u), v - u) + m / 2 * norm(v - u) ** 2, f(v)))
above = Schema("f > 1/2", (u,), lt(Rational(1, 2), f(u)))
one, zero = Instance({"f": ((u,), Integer(1))}), Instance({"f": ((u,), Integer(0))})
cone = Instance({"f": ((u,), L * norm(u))}, derive={"f is L-Lipschitz": lambda: by_the_angle()})
def by_the_angle():
    from verify.facts import cauchy_schwarz
    angle = cauchy_schwarz(u, v)
    return chain(line("<=", (L * norm(u - v)) ** 2, 2 * L**2 * angle.slack, by=angle), squared=True)
"""
OF_FUNCTIONS = {  # false; and the functions and constants that refute it
    "descent with too small a constant": (
        "smooth_f,", "flat", "le(f(v), f(u) + dot(Field('f_1', u), v - u) + L / 3 * norm(v - u) ** 2)",
        {"f": "1/2*Norm(s1)**2", "L": "1"},
    ),
    "descent in another place": (
        "smooth_f,", "flat", "le(f(u) + f(v), 2 * f(w) + L * norm(u - v) ** 2)", {"f": "1/2*Norm(s1)**2", "L": "1"},
    ),
    "above the tangent, where concave functions are allowed": (
        "smooth_f,", "flat", "le(f(u) + dot(Field('f_1', u), v - u), f(v))", {"f": "-1/2*Norm(s1)**2", "L": "1"},
    ),
    "larger at one point": ("smooth,", "cone", "le(f(u), f(v))", {"f": "Norm(s1)", "L": "1"}),
    "of which 0 is not": ("smooth,", "zero", "le(f(u), f(v))", {"f": "Norm(s1)", "L": "1"}),
    "half the constant": ("smooth,", "cone", "le(Abs(f(u) - f(v)), L / 2 * norm(u - v))", {"f": "Norm(s1)", "L": "1"}),
    "a larger constant of convexity": (
        "strong,", "None", "le(f(u) + dot(Field('f_1', u), v - u) + m * norm(v - u) ** 2, f(v))",
        {"f": "1/2*Norm(s1)**2", "m": "1"},
    ),
    "of its author's functions alone": ("above,", "one", "le(f(u), Rational(1, 2))", {"instance": "the claim's own"}),
    "of a map": ("", "None", "le(norm(F(u) - F(v)), norm(u - v))", {"F": "2*s1"}),
    "of an odd function of numbers": ("", "None", "le(f(c) + f(-c), 0)", {"f": "1/2*t1**2"}),
    "of nothing": ("", "None", "le(f(u), f(v) + 1)", {"f": "1/2*Norm(s1)**2"}),
    "an equation": ("smooth,", "cone", "eq(f(u), f(v))", {"f": "Norm(s1)", "L": "1"}),
}  # fmt: skip


@pytest.mark.parametrize("name", OF_FUNCTIONS)
def test_a_false_claim_about_functions_is_refuted_by_simple_ones_and_that_is_rechecked(written, name):
    assuming, instance, conclusion, functions = OF_FUNCTIONS[name]
    found, _ = written(
        f'{ABOUT_FUNCTIONS}\nit = Claim(name="it", says="?", assuming=({assuming}), instance={instance}, conclusion={conclusion})'
    )
    found = rechecked(found, 60)
    assert (found.verdict, found.counterexample.functions) == (Verdict.REFUTED, functions)
    assert found.rechecked, found.recheck.reason
    assert replay(record(found.counterexample, found.claim), "s/it", found.claim)[0]
    shown = exhibit(found.claim, found.counterexample)
    assert shown[0].startswith(("f(", "F(")) and any(line.startswith("right = ") for line in shown), shown


def test_the_functions_that_refute_it_are_told_by_check_certificates_replay_and_report(verify, paper, tmp_path):
    paper.add(
        lemma1="""
from verify import Field, Schema, Symbol, Value
L = Symbol("L", positive=True)
def f(p): return Value("f", p)
def g(p): return Field("f_1", p)
smooth = Schema("f is smooth", (u, v), le(norm(g(u) - g(v)), L * norm(u - v)))
it = Claim(name="it", says="?", assuming=(smooth,), expected="REFUTED", conclusion=le(f(u) + dot(g(u), v - u), f(v)))
STATEMENT = Statement(name="lemma-1", title="T", section="1")
"""
    )
    file = tmp_path / "certificates.jsonl"
    code, out, _ = verify("check", "--json", "--certificates", str(file))
    (found,) = json.loads(out)["results"]
    assert (code, found["verdict"], found["certificate"]) == (0, "REFUTED", "rechecked")
    assert found["counterexample"]["functions"] == {"f": "-1/2*Norm(s1)**2", "L": "1"}
    assert found["exhibit"]["functions"] == ["f(s1) = -1/2*‖s1‖**2", "∇f(s1) = -s1", "L = 1"]
    assert verify("replay", str(file))[0] == verify("replay", "lemma-1/it")[0] == 0
    assert verify("report", "--out", str(tmp_path / "out"), "--format", "tex")[0] == 0
    told = " ".join((tmp_path / "out" / "report.tex").read_text(encoding="utf-8").split())
    assert "For the functions" in told and r"\frac{1}{2}" in told


def test_functions_that_have_no_derivative_refute_nothing_of_which_a_derivation_is_given(written):
    source = (
        "it = Claim(name='it', says='?', assuming=(smooth,), conclusion=le(Abs(f(u) - f(v)), L / 2 * norm(u - v)){})"
    )
    bare, _ = written(source.format(""))
    derived, _ = written(source.format(", derive=lambda: chain(line('<=', L / 2 * norm(u - v), by=smooth(u, v)))"))
    assert (bare.verdict, derived.verdict) == (Verdict.REFUTED, Verdict.UNDECIDED)


def test_of_a_true_claim_no_functions_are_said_to_refute_it(written):
    source = 'it = Claim(name="it", says="?", assuming=(smooth,), instance=flat, conclusion=le(f(u), f(v) + L * norm(u - v) + {}))'
    found, _ = written('flat = Instance({"f": ((u,), Integer(0))})\n' + source.format("norm(w, 3) - norm(w, 3)"))
    told = advice(replace(found, verdict=Verdict.UNDECIDED, by=None, evidence=()), full=True)
    assert [x for x in told if "refutes it" in x] == []
    (form,) = [x for x in told if "against=" in x]
    assert form.startswith("form     against=replace(flat, ") and ", NOT a refutation" in form


def test_the_search_that_is_named_runs(verify, paper):
    paper.add(
        lemma1="""
from verify import Abs, Instance, Integer, Schema, Symbol, Value, oo
near = Schema("Lipschitz", (u, v), le(Abs(Value("f", u) - Value("f", v)), Symbol("L", positive=True) * norm(u - v)))
it = Claim(name="it", says="?", assuming=(near,), instance=Instance({"f": ((u,), Integer(0))}),
    conclusion=le(Value("f", u) + norm(v, oo) ** 2, Value("f", u) + norm(v) ** 2))
STATEMENT = Statement(name="lemma-1", title="T", section="1")
"""
    )
    _, out, _ = verify("check")
    (line,) = [x for x in out.splitlines() if "verify search" in x]
    command = line.partition("verify search ")[2].partition("    ")[0].split()
    assert command == ["lemma-1/it", "--package", paper.name]
    code, out, _ = verify("search", *command, "--chunks", "1")
    assert (code, "lemma-1/it" in out) == (0, True)


def told_of(written, conclusion, assuming=""):
    found, _ = written(f'it = Claim(name="it", says="?", assuming=({assuming}), conclusion={conclusion})')
    assert found.verdict is Verdict.UNDECIDED
    return [x.strip() for x in advice(found, "verify check s/it --package mypaper")]


def test_a_point_at_which_the_sides_lie_apart_is_not_told_as_near_to_equality():
    for left, right, at, near in ((0, 1, 1, False), (200, 201, 1, True), (10, 11, 1, False), (0, 1, 0, True)):
        claim = Claim(name="it", says="?", conclusion=le(left * norm(U), right * norm(U)))
        point = Counterexample("", 1, {"u": [str(at)]}, ("undefined", "undefined"), "")
        assert is_near(claim, point) is near


def test_a_derivation_of_nothing_but_the_other_side_is_not_offered_and_a_search_is(written):
    told = told_of(written, "le(norm(exp(u)), Total(exp(u)))")
    assert not [x for x in told if x.startswith(("start", "more"))]
    assert told[-1] == "try      verify search s/it --package mypaper    looks longer for a point at which it fails"


def test_the_names_are_those_of_the_module(written):
    found, _ = written('it = Claim(name="it", says="?", conclusion=le(norm(first, oo) ** 2, norm(first) ** 2))')
    told = advice(found)
    assert told[0] == "missing  right - left = (‖x_1‖ - max(|x_1|))*(‖x_1‖ + max(|x_1|)) is not seen to be >= 0"
    assert told[1].strip() == "no sign is visible of -max(|x_1|)**2"
    assert told[2].strip().startswith("nearest to equality at x_1 = (")
    begun = 'return chain(line("<=", norm(first)**2, by=(power_grows(Peak(Abs(first)), norm(first), 2),))'
    premise = 'Lemma(le(Peak(Abs(first)), norm(first)), (line("<=", norm(first)),))'
    assert told[-1].strip() == f"{begun}, lemmas=({premise},))"


TRUE = {
    "roots that cancel": "le(norm(u, 3) - norm(u), 0)",
    "squares that cancel": "le(norm(u, oo) ** 2 - norm(u) ** 2, 0)",
    "products that cancel": "le(dot(u, v) - norm(u, 3) * norm(v, Rational(3, 2)), 0)",
}
FALSE = {
    "powers": "le(norm(u, 3) * norm(v), norm(u) * norm(v, 3))",
    "strict": "lt(norm(u, 3), norm(u))",
}


@pytest.mark.parametrize("conclusion", TRUE.values(), ids=TRUE)
def test_of_a_true_claim_it_is_not_said_that_it_fails_by_rounded_numbers(written, conclusion):
    found, _ = written(f'it = Claim(name="it", says="?", conclusion={conclusion})')
    assert found.verdict is Verdict.UNDECIDED
    (line,) = [x for x in advice(found) if " at u = " in x]
    assert line.strip().startswith("nearest to equality at ")


@pytest.mark.parametrize("conclusion", FALSE.values(), ids=FALSE)
def test_where_exact_numbers_say_that_it_fails_the_point_is_a_line_to_paste(written, conclusion):
    found, module = written(f'it = Claim(name="it", says="?", conclusion={conclusion})')
    assert found.verdict in (Verdict.REFUTED, Verdict.UNDEFINED)
    overlooked = replace(found, verdict=Verdict.UNDECIDED, by=None, counterexample=None)
    assert "refuted" in follow(overlooked, found.claim, vars(module))


LACKING = {
    "a term too little": ("le(2 * dot(u, v), norm(u) ** 2 + norm(v) ** 2)", "norm(u) ** 2", "‖v‖**2 - 2*Σ(u*v)"),
    "a factor": ("le(2 * L * c, L**2 + c**2)", "(L - c) ** 2 / 2", "1/2*(L - c)**2"),
    "of functions": ("le(f(u), f(v) + c**2)", "c**2", "-(f(u) - f(v))"),
    "of a norm of a sum": ("le(norm(u + v) ** 2, c)", "c", "-(2*Σ(u*v) + ‖u‖**2 + ‖v‖**2)"),
}


@pytest.mark.parametrize("name", LACKING)
def test_terms_that_do_not_add_up_are_told_what_they_lack(written, name):
    conclusion, term, rest = LACKING[name]
    found, module = written(f'it = Claim(name="it", says="?", conclusion={conclusion})')
    steps = eval(f'lambda: chain(line("<=", it.conclusion.rhs, {term}))', vars(module))
    with pytest.raises(NotShown) as refused:
        check(found.claim, steps(), signs_of(found.claim))
    assert plain.said(refused.value.said) == f"line 1: the terms do not add up to the difference: they lack {rest}"


def test_a_line_of_a_side_result_or_of_a_rule_is_not_told_as_one_of_the_chain(written):
    _, module = written("""
it = Claim(name="it", says="?", conclusion=le(f(u), f(v) + L * norm(u - v)), assuming=(smooth,))
wrong = Lemma(le(f(u) - f(v), L * norm(u - v)), (line("<=", Abs(f(u) - f(v)), norm(u)), line("<=", L * norm(u - v), by=smooth(u, v))))
ruled = Rule(Schema("near", (w,), le(norm(w), 2 * norm(w))), chain(line("<=", 2 * norm(w), norm(w) / 2)))
def by_wrong(): return chain(line("<=", it.conclusion.rhs, wrong.slack), lemmas=(wrong,))
def by_ruled(): return chain(line("<=", it.conclusion.rhs, by=(ruled.schema(u), smooth(u, v))), rules=(ruled,))
""")
    signs, told = signs_of(module.it), []
    for steps in (module.by_wrong, module.by_ruled):
        with pytest.raises(NotShown) as refused:
            check(module.it, steps(), signs.copy())
        told.append(plain.said(refused.value.said))
    assert told[0].startswith("the side result f(u) - f(v) <= L*‖u - v‖: line 1: the terms do not add up ")
    assert told[1].startswith("the rule near: line 1: the terms do not add up ")


def test_two_sides_that_are_not_equal_are_told_apart(written):
    _, module = written('it = Claim(name="it", says="?", conclusion=eq(norm(u + v) ** 2, norm(u) ** 2))')
    with pytest.raises(NotShown) as refused:
        check(module.it, eval('chain(line("=", norm(u) ** 2))', vars(module)), signs_of(module.it))
    assert plain.said(refused.value.said).endswith(
        "is not seen to be an identity: right - left is -(2*Σ(u*v) + ‖v‖**2)"
    )


def test_what_a_part_needs_to_have_a_value_is_a_line_to_paste(written):
    source = 'it = Claim(name="it", says="?", conclusion=le(f(u) / norm(v), f(u) / norm(v) + {}), instance=zero, assuming=(smooth,{}))'
    source = 'zero = Instance({{"f": ((u,), Integer(0))}})\n' + source
    found, _ = written(source.format("1", ""))
    told = advice(found)
    assert told[0] == "missing  a part of it has no value unless ‖v‖ != 0, which is not seen"
    given = re.fullmatch(r"try      assume it: (.*) among the assumptions of the claim", told[1])
    again, _ = written(source.format("1", given[1]))
    assert (found.verdict, again.verdict) == (Verdict.UNDEFINED, Verdict.PROVED)


def test_an_instance_that_serves_is_a_line_to_paste(written):
    source = 'it = Claim(name="it", says="?", conclusion=le(f(u) - f(v), L * norm(u - v)), assuming=(smooth,){})'
    found, _ = written(source.format(""))
    (told,) = advice(found)
    line = told.removeprefix("try      ").partition(" in the claim")[0]
    assert line == 'instance=Instance({"f": ((Vector("slot1"),), 0)})'
    again, _ = written(source.format(", " + line))
    assert (found.verdict, again.verdict) == (Verdict.UNDECIDED, Verdict.PROVED)


def test_an_instance_that_does_not_serve_is_not_offered(written):
    found, _ = written(
        'it = Claim(name="it", says="?", conclusion=le(f(u) - f(v), L * norm(u - v)), assuming=(smooth, lt(0, f(w))))'
    )
    assert found.verdict is Verdict.UNDECIDED
    assert not any("instance=" in line for line in advice(found))


def test_where_only_an_instance_is_missing_that_alone_is_said(written):
    source = 'it = Claim(name="it", says="?", conclusion=le(0, f(u) + f(v)), assuming=(Schema("f > 0", (u,), lt(0, f(u))),){})'
    found, _ = written(source.format(""))
    (told,) = advice(found, "verify check s/it", full=True)
    assert told.startswith("missing  an instance alone: ")
    again, _ = written(source.format(', instance=Instance({"f": ((u,), Integer(1))})'))
    assert (found.verdict, again.verdict) == (Verdict.UNDECIDED, Verdict.PROVED)


def test_a_number_without_a_sign_is_to_be_declared_and_then_it_is_proved(written):
    source = 'it = Claim(name="it", says="?", conclusion=le(c * f(u), c * f(v) + c * L * norm(u - v)), assuming=(smooth, positive), '
    source = 'positive = Schema("f > 0", (u,), lt(0, f(u)))\n' + source + "instance={})"
    found, _ = written(source.format("None"))
    assert found.verdict is Verdict.UNDECIDED
    (line,) = [x.partition(": ")[2] for x in advice(found) if "declare it" in x]
    assert line == 'c = Symbol("c", positive=True)'
    again, _ = written(f"{line}\n" + source.format('Instance({"f": ((u,), Integer(1))})'))
    assert again.verdict is Verdict.PROVED


def test_a_theorem_of_the_claims_shape_is_named_with_the_line_to_paste(written):
    found, module = written('it = Claim(name="it", says="?", conclusion=le(Abs(dot(u, v)), norm(u, 3) * norm(v, 1)))')
    lines = [x.removeprefix("try      by=").split("    ") for x in advice(found, full=True) if "try      by=" in x]
    assert lines == [["inner_size(u, v)", "which says |Σ(u*v)| <= ‖u‖*‖v‖"]]
    for line, _ in lines:
        exec("from verify.facts import *", vars(module))
        assert eval(line, vars(module)).relation.op == "<="


def test_theorems_of_the_other_direction_are_not_named_first(written):
    source = """
smooth_f = Schema("f is smooth", (u, v), le(norm(Field("f_1", u) - Field("f_1", v)), L * norm(u - v)))
step = u - Field("f_1", u) / L
it = Claim(name="it", says="?", assuming=(smooth_f,),
           conclusion=le(f(step) + norm(w, oo) ** 2, f(u) - norm(Field("f_1", u)) ** 2 / (2 * L) + norm(w) ** 2))
one_sided = Claim(name="one-sided", says="?", conclusion=le(Abs(dot(u, v)) + norm(w, oo), norm(u) * norm(v) + norm(w)))
"""
    found, module = written(source)
    told = advice(found)
    first = next(x for x in told if x.startswith("try      by="))
    assert first.startswith(
        'try      by=descent(Value("f", u), Symbol("t"), u, u - Field("f_1", u)/L, L)    which says f(u - ∇f(u)/L) <= '
    )
    (start,) = [x for x in told if "derive=steps" in x]
    assert start.startswith("start    a derivation to go on from, which is not accepted as it stands: ")
    assert "return chain(" in told[told.index(start) + 4] and "descent(" in told[told.index(start) + 4]
    bound = advice(judge("s", module.one_sided), full=True)
    assert not any("cauchy_schwarz" in x for x in bound) and any("by=inner_size(u, v)" in x for x in bound)


def test_a_faulty_derivation_that_is_not_needed_is_said_in_one_line(written):
    found, _ = written(
        'it = Claim(name="it", says="?", conclusion=le(2 * dot(u, v), norm(u) ** 2 + norm(v) ** 2),'
        ' derive=lambda: chain(line("<=", norm(u))))'
    )
    assert found.verdict is Verdict.PROVED
    assert advice(found) == [
        "its derivation is faulty, and not needed: line 1: an inequality needs terms or theorems that add up to its difference"
    ]


def test_what_is_settled_gets_no_advice(written):
    for conclusion in ("le(norm(u + v), norm(u) + norm(v))", "le(norm(u + v), norm(u))"):
        found, _ = written(f'it = Claim(name="it", says="?", conclusion={conclusion})')
        assert (found.verdict is not Verdict.UNDECIDED, advice(found)) == (True, [])


def test_check_and_show_print_it(verify, paper):
    paper.add(
        lemma1="""
from verify import chain, line, oo
late = Claim(name="late", says="?", conclusion=le(norm(u, oo) ** 2, norm(u) ** 2))
spoilt = Claim(name="spoilt", says="?", conclusion=le(dot(u, v), norm(u) * norm(v)), derive=lambda: chain(line("<=", norm(u))))
STATEMENT = Statement(name="lemma-1", title="T", section="1")
"""
    )
    code, out, _ = verify("check")
    assert code == 3
    assert not [x for x in out.splitlines() if x.startswith("  more ")]  # it would say no more
    assert any(
        line.startswith("lemma-1/spoilt: its derivation is faulty, and not needed: line 1") for line in out.splitlines()
    )
    code, out, _ = verify("show", "lemma-1/late", "--why")
    assert "  missing  right - left = (‖u‖ - max(|u|))*(‖u‖ + max(|u|)) is not seen to be >= 0" in out.splitlines()
