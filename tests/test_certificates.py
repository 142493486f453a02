"""The certificates of the paper: each states its claim, is re-checked by one file alone, and none that is changed says what is false."""

import ast
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from bench.tamper.harmless import Why
from bench.tamper.run import BATCH, claims_of, drawn, stored, tried
from bench.tamper.statement import of_certificate, of_claim
from verify import recheck
from verify.judging.certificates import line
from verify.kernel.prove import prove
from verify.language.operators import Determinant
from verify.language.symbols import d
from verify.language.term.parts import subterms
from verify.language.verdict import Outcome
from verify.prover.certificates.recorder import NotWritten
from verify.prover.certificates.write import certificate

ROOT = Path(__file__).parent.parent
VERDICTS = json.loads((ROOT / "reports" / "verdicts.json").read_text(encoding="utf-8"))["results"]
CLAIMS = claims_of("proofs")
CERTIFICATES = {c["claim"]: c for c in stored()}
PARTS = sorted(p.name for p in (ROOT / "verify").glob("recheck*.py"))
CHANGES = 2_000
UNDEFINED = sum(c.expected == "UNDEFINED" for c in CLAIMS.values())


# What a certificate states


@pytest.mark.parametrize("name", CERTIFICATES)
def test_a_certificate_states_the_claim(name):
    """Assumption by assumption, with the sorts and declared signs of all symbols: the trees are those of the claim."""
    found, claim = CERTIFICATES[name], CLAIMS[name]
    assert of_certificate(found) == of_claim(claim, claim.expected)
    assert found["least"] == (0 if claim.allows_no_vectors else 1)


@pytest.mark.parametrize("name", CERTIFICATES)
def test_the_recheck_prints_the_claim(name):
    """Line by line; the symbols of a list are compared without their order."""
    claim, checker = CLAIMS[name], recheck.Checker(CERTIFICATES[name])
    head, *said = (
        t for t in checker.statement() if not t.startswith(("  and all smooth functions ", "  and all functions "))
    )
    wanted = [f"  with, for all {schema(a)}" for a in claim.schemas] + [
        f"  with {relation(a)}" for a in claim.relations
    ]
    if claim.exists:
        there_are, _, same = said.pop(len(wanted)).removeprefix("there are ").partition(", the same for all ")
        assert sorted(there_are.split(", ")) == sorted(map(declared, claim.exists))
        assert sorted(same.split(", ") if same else []) == sorted(s.name for s in claim.uniform)
    wanted.append("  a contradiction" if claim.expected == "VACUOUS" else f"  {relation(claim.conclusion)}")
    assert said == wanted
    start, _, symbols = head.partition(" and all ")
    assert start == f"for every dimension d >= {0 if claim.allows_no_vectors else 1}"
    parts = {p for e in claim.spoken for p in subterms(e)}
    bound = {*claim.exists, *(c for p in parts if isinstance(p, Determinant) for c in p.coordinates)}
    spoken = [s for s in parts if s.is_Symbol and s is not d]
    assert set(filter(None, symbols.split(", "))) == {declared(s) for s in spoken if s not in bound}


WORDS = {1: "< 0", 2: "= 0", 4: "> 0", 6: "≥ 0", 3: "≤ 0", 5: "≠ 0", 7: ""}
SIGNS = {"=": "=", "<=": "≤", "<": "<", "!=": "≠"}
INDICES = {"Vector": "i", "Direction": "i", "Sample": "in", "Datum": "n", "SampleLabel": "n"}
AROUND = {"Norm": ("‖", "‖"), "Abs": ("|", "|"), "Total": ("Σᵢ[", "]"), "Peak": ("maxᵢ[", "]"), "Mean": ("avgₙ[", "]")}


def declared(symbol):
    sort = {"Symbol": "number", "Dummy": "number", "Coordinate": "number", "Direction": "vector"}.get(
        type(symbol).__name__, type(symbol).__name__.lower()
    )
    sign = WORDS[symbol.signs] if sort == "number" else ""
    return f"{symbol.name}{' ' + sign if sign else ''} ({'whole ' if symbol.integer else ''}{sort})"


def schema(a):
    names = ", ".join(v.name for v in a.variables)
    given = " with " + " and ".join(map(relation, a.assuming)) if a.assuming else ""
    return f"{names}{given}: {relation(a.relation)}"


def relation(r):
    each = " and ".join(sorted(indices(r.lhs) | indices(r.rhs)))
    return f"{text(r.lhs)} {SIGNS[r.op]} {text(r.rhs)}{each and f' for each {each}'}"


def indices(e):
    """Those that the term carries: of a coordinate, of a point of the data."""
    kind = type(e).__name__
    found = set(INDICES.get(kind, "")).union(*map(indices, e.args)) | (
        {"i"} if kind in ("Field", "Jacobian") else set()
    )
    return found - {"Mean": {"n"}}.get(
        kind, {"i"} if kind in ("Total", "Norm", "Peak", "Product", "Value", "Determinant") else set()
    )


def text(e):
    """The engine's term in the notation of the re-check."""
    kind = type(e).__name__
    if not e.args:
        said = {"E": "exp(1)"}.get(str(e), str(e))
        return (
            e.name
            if hasattr(e, "name")
            else f"({said})"
            if kind in ("Number", "Integer", "Rational") and not said.isdecimal()
            else said
        )
    if kind == "Norm" and "i" not in indices(e.args[0]):
        return f"‖{text(e.args[0])}·(1, …, 1)‖"
    if kind in AROUND:
        return text(e.args[0]).join(AROUND[kind])
    if kind == "Add":
        return "(" + " + ".join(map(text, e.args)) + ")"
    if kind == "Mul":
        return "·".join(map(text, e.args))
    if kind == "Pow":
        return f"({text(e.args[0])})^({text(e.args[1])})"
    if kind == "Jacobian":
        name, slot, *inner = e.args
        return f"D{slot} {name.name}({', '.join(map(text, inner))})"
    if kind == "Determinant":
        return f"det({text(e.form)}; {', '.join(map(declared, e.coordinates))})"
    name, *inner = (e.args[0].name, *e.args[1:]) if kind in ("Field", "Value") else (kind.lower(), *e.args)
    return f"{name}({', '.join(map(text, inner))})"


# The re-check alone


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """The files of the re-check in a folder of their own."""
    folder = tmp_path_factory.mktemp("alone")
    for name in PARTS:
        shutil.copy(ROOT / "verify" / name, folder / name)
    return folder


def run_alone(folder, *arguments, **more):
    """Python without its site packages, without the environment and without what the current directory holds."""
    return subprocess.run(
        [sys.executable, "-I", "-S", *map(str, arguments)],
        cwd=folder, env={"PATH": os.defpath}, capture_output=True, text=True, timeout=300, **more,
    )  # fmt: skip


@pytest.mark.parametrize("module", ["sympy", "flint", "numpy", "z3", "verify"])
def test_where_the_recheck_runs_there_is_nothing_else(alone, module):
    ran = run_alone(alone, "-c", f"import {module}")
    assert f"No module named '{module}'" in ran.stderr


def test_every_certificate_of_the_paper_is_rechecked_alone(alone, tmp_path):
    path = tmp_path / "certificates.jsonl"
    path.write_text("".join(f"{line(c)}\n" for c in CERTIFICATES.values()), encoding="utf-8")
    ran = run_alone(alone, "recheck.py", path)
    assert (ran.returncode, ran.stderr) == (0, "")
    heads = [t for t in ran.stdout.splitlines() if t[:1] != " "]
    assert heads[: len(CERTIFICATES)] == [f"{name}: {c['verdict']}" for name, c in CERTIFICATES.items()]
    assert heads[-1].startswith(f"{len(CERTIFICATES)} shown, 0 refused; taken from books: Hölder's inequality; ")


def test_the_recheck_imports_the_standard_library_alone():
    known = {p.removesuffix(".py") for p in PARTS} | set(sys.stdlib_module_names)
    for name in PARTS:
        tree = ast.parse((ROOT / "verify" / name).read_text(encoding="utf-8"))
        named = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
        named |= {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
        assert {m.split(".")[0] for m in named} <= known


# Which verdicts have one

CERTIFIED = ("PROVED", "VACUOUS", "REFUTED")
WITHOUT: dict[str, tuple[str, ...]] = {}  # the reason begins so: all have one


def test_the_stored_certificates_are_those_that_were_rechecked():
    named = [f"{r['id']}/{r['claim']}" for r in VERDICTS if r["certificate"] == "rechecked"]
    assert list(CERTIFICATES) == named
    assert {c["verdict"] for c in CERTIFICATES.values()} <= set(CERTIFIED)
    verdicts = {f"{r['id']}/{r['claim']}": r["verdict"] for r in VERDICTS}
    assert {n: c["verdict"] for n, c in CERTIFICATES.items()} == {n: verdicts[n] for n in CERTIFICATES}


def test_the_list_of_verdicts_without_a_certificate_is_complete():
    """A claim that gets its certificate leaves the list: it only gets shorter."""
    found = {
        f"{r['id']}/{r['claim']}": r["certificate"] for r in VERDICTS if r["certificate"] not in (None, "rechecked")
    }
    reasons = {name: reason for reason, several in WITHOUT.items() for name in several}
    assert sorted(found) == sorted(reasons)
    assert [name for name, why in found.items() if not why.startswith(reasons[name])] == []
    assert [r["verdict"] for r in VERDICTS if r["certificate"] is None] == ["UNDEFINED"] * UNDEFINED


def test_the_stored_certificates_are_what_is_written_now():
    """Of those that the kernel proves by itself; `make report` writes them all."""
    for name, claim in CLAIMS.items():
        evidence = prove(claim) if claim.derive or claim.absurd or claim.expected != "REFUTED" else None
        if (
            claim.certificate is not None
            or evidence is None
            or evidence.outcome not in (Outcome.HOLDS, Outcome.VACUOUS)
        ):
            continue
        try:
            text = line(certificate(claim, evidence, name))
        except (NotWritten, recheck.Bad) as why:
            assert any(name in several for several in WITHOUT.values()), why
        else:
            assert text == line(CERTIFICATES[name]), name


# What is changed


QUICK = [
    c for c in CERTIFICATES.values() if c["proof"].get("rule") != "branch"
]  # those change in test_recheck_boxes.py


def test_a_changed_certificate_is_refused_or_says_what_is_true():
    found = [tried(c, CLAIMS[c["claim"]], draw) for k in range(CHANGES // BATCH) for c, draw in drawn(QUICK, 0, k)]
    assert [(t.claim, t.what) for t in found if t.answer == Why.ALARM] == []
    counts = Counter(t.answer for t in found)
    assert counts["refused"] > CHANGES / 2
    assert {counts[w] > 0 for w in (Why.SAME, Why.RENAMED, Why.WEAKER, Why.PROVED)} == {True}
