"""Proofs for Coq: the lemmas are the claims, Coq accepts their proofs, and it refuses those of spoiled statements."""

import json
import re
from dataclasses import replace
from fractions import Fraction

import pytest

from bench.coq import STORED, coqc, missing, refused
from proofs.section_3_1 import lemma2
from verify import Claim, Vector, eq, le, lt, norm, symbols
from verify.judging.catalogue import discover
from verify.language.functions import Abs, exp, log, sigmoid, softplus
from verify.language.operators import Field, Jacobian, Mean, Norm, Total, Value, sampled
from verify.language.proof import Schema
from verify.language.symbols import Label
from verify.language.symbols import Vector as VectorSymbol
from verify.language.term import ANY_SIGN, NEGATIVE, POSITIVE, ZERO
from verify.prover.coq.accepted import accepted, record
from verify.prover.coq.files import NOT_FOUND, export
from verify.prover.coq.lemmas import lemma

REALS = {
    "ClassicalDedekindReals.sig_forall_dec",
    "ClassicalDedekindReals.sig_not_dec",
    "FunctionalExtensionality.functional_extensionality_dep",
    "Classical_Prop.classic",
}
HEADS = {Norm: "norm", Abs: "Rabs", exp: "exp", log: "ln", sigmoid: "sigmoid", softplus: "softplus", Total: "sum"}
TOKEN = re.compile(r"\\/|/\\|->|<=|<>|[A-Za-z][A-Za-z0-9_']*|\d+|[-+*/^()<=:,%]|\S")


# The statement in Coq is read back by a parser of its own, into products with their exponents: nothing cancels.
class Reader:
    """Reads one lemma as it is printed."""

    def __init__(self, text):
        self.tokens = TOKEN.findall(text)
        self.kinds = {}

    def peek(self):
        return self.tokens[0] if self.tokens else ""

    def take(self, *wanted):
        token = self.tokens.pop(0)
        assert not wanted or token in wanted, (token, wanted, self.tokens[:8])
        return token

    def binders(self):
        found = []
        while self.peek() == "(":
            self.take("(")
            name = self.take()
            self.take(":")
            kind = []
            while self.peek() != ")":
                kind.append(self.take())
            self.take(")")
            self.kinds[name] = " ".join(kind)
            found.append(name)
        return tuple(found)

    def statement(self):
        """(variables, premises, conclusion) of `forall variables, premise -> ... -> conclusion`."""
        if self.peek() == "forall" and self.tokens[1] != "n":
            self.take("forall")
            names = self.binders()
            self.take(",")
            return ("all", names, *self.arrows())
        return self.arrows() if self.peek() != "exists" else self.formula()

    def arrows(self):
        parts = [self.formula()]
        while self.peek() == "->":
            self.take("->")
            parts.append(self.formula())
        *premises, conclusion = parts
        return tuple(premises), conclusion

    def formula(self):
        if self.peek() == "exists":
            self.take("exists")
            names = self.binders()
            self.take(",")
            parts = [self.formula()]
            while self.peek() == "/\\":
                self.take("/\\")
                parts.append(self.formula())
            return ("some", names, tuple(parts))
        if self.tokens[:2] == ["forall", "n"]:
            head = self.tokens[:12]
            assert head == ["forall", "n", ":", "nat", ",", "(", "n", "<=", "N", ")", "%", "nat"]
            del self.tokens[:12]
            self.take("->")
            return ("each", self.formula())
        if self.peek() == "(" and self.opens_formula():
            self.take("(")
            inner = self.statement()
            self.take(")")
            return inner if not (isinstance(inner, tuple) and inner and inner[0] == ()) else inner[1]
        left = self.sum()
        op = self.take("=", "<=", "<", "<>")
        found = (op, left, self.sum())
        if self.peek() == "\\/":
            self.take("\\/")
            found = ("or", found, self.formula())
        return found

    def opens_formula(self):
        depth = 0
        for token in self.tokens:
            depth += (token == "(") - (token == ")")
            if token in ("forall", "=", "<=", "<", "<>") and depth == 1:
                return True
            if depth == 0:
                return False
        return False

    def sum(self):
        parts = [self.product()]
        while self.peek() == "+":
            self.take("+")
            parts.append(self.product())
        return add(*parts)

    def product(self):
        parts, below = [], self.peek() == "/"
        if below:
            self.take("/")
        parts.append(power(self.power(), -1) if below else self.power())
        while self.peek() in ("*", "/"):
            way = self.take()
            parts.append(power(self.power(), -1) if way == "/" else self.power())
        return times(*parts)

    def power(self):
        base = self.application()
        if self.peek() == "^":
            self.take("^")
            return power(base, int(self.take()))
        return base

    def application(self):
        head = self.peek()
        if head == "-":
            self.take("-")
            return number(-int(self.take()))
        if head.isdigit():
            return number(int(self.take()))
        if head == "(":
            self.take("(")
            inner = self.average() if self.peek() in ("mean", "Mean") else self.sum()
            self.take(")")
            return inner
        self.take()
        arguments = []
        while self.peek() == "(" or self.peek().isdigit() or re.match(r"[A-Za-z]", self.peek()):
            arguments.append(self.atom())
        return applied(head, arguments)

    def average(self):
        self.take("mean", "Mean")
        self.take("N")
        assert [self.take() for _ in range(5)] == ["(", "fun", "n", "=", ">"]
        inner = self.sum()
        self.take(")")
        return ("mean", inner)

    def atom(self):
        if self.peek() == "(":
            return self.application()
        token = self.take()
        return number(int(token)) if token.isdigit() else applied(token, [])


def applied(head, arguments):
    plain = head.rstrip("_")
    if head == "zero":
        return number(0)
    if head == "add":
        return add(*arguments)
    if head == "scale":
        return times(*arguments)
    if head == "ip":
        return ("sum", times(*arguments))
    if head == "sqrt":
        return ("root", *arguments)
    if not arguments or arguments == [("symbol", "n")]:
        return ("symbol", plain)
    return (plain, *arguments)


def number(value):
    return ("number", Fraction(value))


def add(*parts):
    flat = [q for p in parts for q in (p[1] if p[0] == "+" else (p,))]
    return flat[0] if len(flat) == 1 else ("+", tuple(sorted(flat, key=repr)))


def factors(e):
    return (e[1], e[2]) if e[0] == "*" else (e[1], ()) if e[0] == "number" else (Fraction(1), ((e, 1),))


def power(e, n):
    if e[0] == "number" and (n > 0 or e[1]):
        return number(e[1] ** n)
    if e[0] == "*" and e[1] != 1:
        return times(number(e[1] ** n), power(("*", Fraction(1), e[2]), n))
    inner = e[2] if e[0] == "*" else ((e, 1),)
    return product(Fraction(1), [(b, k * n) for b, k in inner])


def times(*parts):
    coefficient, found = Fraction(1), []
    for part in parts:
        c, more = factors(part)
        coefficient *= c
        found += more
    return product(coefficient, found)


def product(coefficient, found):
    """Powers of one base above the line are put together, and those below it, but never one with another."""
    merged = {}
    for base, n in found:
        merged[base, n > 0] = merged.get((base, n > 0), 0) + n
    parts = tuple(sorted(((b, n) for (b, _), n in merged.items()), key=repr))
    if not parts:
        return number(coefficient)
    return parts[0][0] if coefficient == 1 and len(parts) == 1 and parts[0][1] == 1 else ("*", coefficient, parts)


def of_term(e):
    """The same form of a term of a claim."""
    if e.is_Number:
        return number(e.value)
    if e.is_Symbol:
        return ("symbol", e.name)
    if e.is_Add:
        return add(*map(of_term, e.args))
    if e.is_Mul:
        return times(*map(of_term, e.args))
    if e.is_Pow:
        return power(of_term(e.base), int(e.exp)) if e.exp.is_Integer else ("root", of_term(e.base))
    if isinstance(e, Mean):
        return ("mean", of_term(e.args[0]))
    if isinstance(e, Field | Value):
        return (e.args[0].name, *map(of_term, e.args[1:]))
    if isinstance(e, Jacobian):
        return (f"D{e.args[1]}_{e.args[0].name}", *map(of_term, e.args[2:]))
    return (HEADS[type(e)], *map(of_term, e.args))


def of_relation(r):
    found = (r.op.replace("!=", "<>"), of_term(r.lhs), of_term(r.rhs))
    return ("each", found) if sampled(r.slack) else found


def of_symbol(s):
    name, zero = ("symbol", s.name), number(0)
    if isinstance(s, Label):
        said = ("or", ("=", name, number(1)), ("=", name, number(-1)))
    else:
        order = {POSITIVE: ("<", zero, name), NEGATIVE: ("<", name, zero), ZERO | POSITIVE: ("<=", zero, name)}
        order |= {NEGATIVE | ZERO: ("<=", name, zero), NEGATIVE | POSITIVE: ("<>", name, zero)}
        said = order[s.signs]
    return ("each", said) if sampled(s) else said


def of_assumption(a):
    if not isinstance(a, Schema):
        return of_relation(a)
    declared = [of_symbol(s) for s in a.variables if s.signs != ANY_SIGN]
    premises = (*declared, *map(of_relation, a.assuming))
    return ("all", tuple(s.name for s in a.variables), premises, of_relation(a.relation))


def of_claim(claim):
    bound = {v for s in claim.schemas for v in s.variables}
    inside = {
        x for s in claim.schemas for r in (s.relation, *s.assuming) for e in (r.lhs, r.rhs) for x in e.free_symbols
    }
    free = {x for e in claim.expressions for x in e.free_symbols} | (inside - bound)
    said = [of_symbol(s) for s in free if s.signs != ANY_SIGN and s not in claim.exists]
    about = [r for r in claim.relations if (r.lhs.free_symbols | r.rhs.free_symbols) & set(claim.exists)]
    said += [of_assumption(a) for a in claim.assuming if a not in about]
    conclusion = of_relation(claim.conclusion)
    if claim.exists:
        declared = [of_symbol(s) for s in claim.exists if s.signs != ANY_SIGN]
        conclusion = ("some", tuple(s.name for s in claim.exists), (*declared, *map(of_relation, about), conclusion))
    return sorted(said, key=repr), conclusion, {s.name: isinstance(s, VectorSymbol) for s in free - set(claim.exists)}


def stripped(names):
    return tuple(name.rstrip("_") for name in names)


def read_back(text):
    reader = Reader(re.search(r"Lemma \w+ :(.*?)\.\nProof", text, re.S).group(1))
    found = reader.statement()
    assert reader.tokens == []
    premises, conclusion = found[-2:] if found[0] == "all" else found
    kinds = {n.rstrip("_"): k.endswith("V") for n, k in reader.kinds.items() if k in ("V", "R", "nat -> V", "nat -> R")}
    return sorted(premises, key=repr), conclusion, kinds, found[1] if found[0] == "all" else ()


@pytest.fixture(scope="module")
def claims():
    return {f"{s.name}/{c.name}": (s, c) for s in discover("proofs").statements for c in s.claims}


@pytest.fixture(scope="module")
def exported(claims):
    return export((s.name, c) for s, c in claims.values())


@pytest.fixture(scope="module")
def texts(exported):
    whole = "\n".join(text for name, text in exported.files.items() if name.startswith("Claims"))
    return {m.group(1): m.group(0) for m in re.finditer(r"Lemma (\w+) :.*?\nQed\.", whole, re.S)}


def test_more_than_a_hundred_claims_are_written_and_the_paper_s_own_among_them(exported):
    written = set(exported.lemmas.values())
    assert len(written) >= 100
    assert {
        "lemma-1/smooth",
        "lemma-1/average",
        "lemma-2/lipschitz",
        "lemma-2/jacobian",
        "theorem-1/smooth",
        "proposition-1/eq15-l2",
        "bordered-hessian/eq41",
        "remark-several-maxima/jump",
    } <= written


def test_each_lemma_is_the_claim_as_it_is_written(exported, texts, claims):
    assert set(texts) == set(exported.lemmas)
    for name, called in exported.lemmas.items():
        premises, conclusion, kinds, variables = read_back(texts[name])
        said, concluded, sorts = of_claim(claims[called][1])
        assert premises == said, called
        assert conclusion == concluded, called
        assert sorts.items() <= kinds.items(), called
        assert {*stripped(variables)} >= {*sorts}, called


def test_the_reader_sees_a_changed_statement(texts, claims):
    text = texts["lemma_2__lipschitz"]
    claim = of_claim(claims["lemma-2/lipschitz"][1])
    changes = [("theta_min <= (norm theta_1)", "theta_min < (norm theta_1)"), ("/ theta_min", "* theta_min")]
    changes += [("0 < theta_min", "0 <= theta_min"), ("(-1) * y", "y"), ("norm theta_2", "norm theta_1")]
    for old, new in changes:
        assert old in text
        assert read_back(text.replace(old, new, 1))[:2] != claim[:2]


def test_nothing_is_taken_for_granted_in_the_files(exported):
    whole = "\n".join(exported.files.values())
    words = {"Admitted", "admit", "Axiom", "Parameter", "Conjecture", "Hypothesis", "Variable", "Abort", "give_up"}
    assert words.isdisjoint(re.findall(r"\w+", whole))


def test_a_claim_outside_of_the_abstract_space_is_left_out_with_the_reason(exported):
    assert exported.left_out["lemma-3/same-signs-selected"] == "sign(theta_1) is no linear combination of vectors"
    assert exported.left_out["lemma-2/origin-printed"] == "not proved by a derivation"
    assert not [why for why in exported.left_out.values() if why.startswith(NOT_FOUND)]


def test_a_false_claim_is_not_written():
    right = lemma2.lipschitz.conclusion.rhs
    false = [replace(lemma2.lipschitz, conclusion=le(lemma2.lipschitz.conclusion.lhs, right / 2))]
    false += [replace(lemma2.lipschitz, conclusion=lt(lemma2.lipschitz.conclusion.lhs, right))]
    u, v = Vector("u"), Vector("v")
    false += [Claim(name="shorter", says="", conclusion=le(norm(u), norm(u + v)))]
    assert export(("spoiled", c) for c in false).lemmas == {}


@pytest.fixture(scope="module")
def home(exported, tmp_path_factory):
    """The exported files, compiled."""
    if why := missing():
        pytest.skip(f"{why}: the proofs are not compiled")
    folder = tmp_path_factory.mktemp("coq")
    assert refused(exported, folder) == {}
    return folder


def axioms(home, name, lemmas):
    """The axioms that any of these lemmas rests on: together they are gone through once."""
    head = (home / "Assumptions.v").read_text().partition("Print")[0]
    every = ", ".join(f"@{lemma}" for lemma in lemmas)
    (home / f"{name}.v").write_text(f"{head}Definition every := ({every}).\nPrint Assumptions every.\n")
    done = coqc(home, f"{name}.v")
    assert (done.returncode, done.stderr) == (0, "")
    return set(re.findall(r"^([A-Za-z][\w.]*)\s*(?::|$)", done.stdout, re.M)) - {"Axioms"}


def test_what_is_stored_is_what_is_exported(exported, claims):
    """`home` has it compiled; this needs no Coq."""
    stored = json.loads(STORED.read_text(encoding="utf-8"))
    assert stored == record(exported), "run `make coq`"
    assert accepted(stored, {name: c for name, (_, c) in claims.items()}) == {*exported.lemmas.values()}


def test_no_other_claim_passes_for_one_that_coq_has_accepted(exported, claims):
    """Another conclusion, another assumption, another declared sign, another name, another library."""
    stored, (_, claim) = record(exported), claims["lemma-2/lipschitz"]
    assert accepted(stored, {"lemma-2/lipschitz": claim}) == {"lemma-2/lipschitz"}
    left, right = claim.conclusion.lhs, claim.conclusion.rhs
    others = [replace(claim, conclusion=r) for r in (le(left, right / 2), lt(left, right), eq(left, right))]
    others += [
        replace(claim, assuming=claim.assuming[:k] + claim.assuming[k + 1 :]) for k in range(len(claim.assuming))
    ]
    others += [replace(claim, conclusion=le(norm(Vector("u")), right))]
    assert len(others) > 4
    assert [accepted(stored, {"lemma-2/lipschitz": c}) for c in others] == [frozenset()] * len(others)
    assert accepted(stored, {"lemma-3/lipschitz": claim}) == accepted(stored, {"strange": claim}) == frozenset()
    for spoiled in ({}, {"library": "0"}, {"lemmas": []}, {"schema": 0}, {"lemmas": {"lemma-2/lipschitz": None}}):
        assert accepted({**stored, **spoiled} if spoiled else {}, {"lemma-2/lipschitz": claim}) == frozenset()


def test_coq_accepts_every_proof_and_only_the_axioms_of_its_real_numbers(home, texts, exported):
    by_intervals = [name for name, text in texts.items() if "interval with" in text]
    assert axioms(home, "Plain", [name for name in texts if name not in by_intervals]) <= REALS
    machine = axioms(home, "Intervals", [*by_intervals, "lemma_2__lipschitz"]) - REALS
    assert {name.split(".")[0] for name in machine} <= {"Uint63", "PrimInt63"}
    asked = re.findall(r"Print Assumptions (\w+)\.", exported.files["Assumptions.v"])
    assert asked == [*exported.lemmas]


SPOILED = [
    ("lemma_2__lipschitz", "varepsilon / theta_min *", "varepsilon / (2 * theta_min) *"),
    ("lemma_2__lipschitz", "theta_min <= (norm theta_2) ->", "0 <= (norm theta_2) ->"),
    ("lemma_1__smooth", "(C_theta_theta + (C * C_theta_x)) *", "(C_theta_theta + C_theta_x) *"),
    ("lemma_2__jacobian", "((norm theta) ^ 2)) theta))).", "((norm theta) ^ 3)) theta)))."),
    ("lemma_2__tight", "= theta_min ->", "<= theta_min ->"),
]


@pytest.mark.parametrize(("name", "old", "new"), SPOILED)
def test_coq_refuses_the_proof_of_a_spoiled_statement(home, texts, name, old, new):
    head, tail = texts[name].split("\nProof.", 1)
    assert old in f"{head}\n"
    spoiled = head.replace(old, new, 1) + "\nProof." + tail
    start = (home / "Claims1.v").read_text().split("Context")[0]
    for number, text in enumerate((texts[name], spoiled)):
        file = home / f"Spoiled{abs(hash((name, new)))}_{number}.v"
        file.write_text(f"{start}Context {{V : Type}} {{S : Space V}}.\n{text}\nEnd Claims.\n")
        assert (coqc(home, file.name).returncode == 0) is (number == 0)


def test_the_command_writes_the_files_and_says_what_is_left_out(verify, tmp_path):
    code, out, err = verify("export", "lemma-2", "--package", "proofs", "--coq", str(tmp_path / "proofs"), "--json")
    document = json.loads(out)
    assert (code, err) == (0, "")
    assert document["lemmas"]["lemma_2__lipschitz"] == "lemma-2/lipschitz"
    assert document["left_out"] == {"lemma-2/origin-printed": "not proved by a derivation"}
    assert sorted(p.name for p in (tmp_path / "proofs").iterdir()) == ["Assumptions.v", "Claims1.v", "Space.v"]
    assert (
        verify("export", "lemma-2", "--package", "proofs", "--coq", str(tmp_path))[1].splitlines()[-1]
        == "5 lemmas; 1 claims left out"
    )


def test_the_command_needs_a_folder_that_can_be_written(verify, tmp_path):
    (tmp_path / "file").write_text("")
    code, out, err = verify("export", "lemma-2", "--package", "proofs", "--coq", str(tmp_path / "file"))
    assert (code, out) == (2, "")
    assert err.startswith("verify export: --coq") and err.count("\n") == 1


def test_names_that_coq_has_taken_are_told_apart():
    radius, other = symbols("R sum_of", positive=True)
    u = Vector("V")
    text = lemma(
        "named",
        Claim(
            name="named",
            says="",
            assuming=(lt(0, norm(u)),),
            conclusion=eq(radius * norm(u) / norm(u) + other, radius + other),
        ),
    )
    assert "(V_ : V) (R_ : R) (sum_of : R)" in text
