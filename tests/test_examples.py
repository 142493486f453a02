"""The gallery: every lemma has its verdict by the engine alone, a certificate and a page; a spoilt one is not proved."""

import ast
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from verify import Rational, le, lt
from verify.cli import main
from verify.judging.catalogue import discover
from verify.judging.certificates import rechecked
from verify.judging.judge import judge
from verify.kernel.evidence import Method
from verify.language.verdict import Verdict

ROOT = Path(__file__).parent.parent
GALLERY = discover("examples")
CLAIMS = {f"{s.name}/{c.name}": c for s in GALLERY.statements for c in s.claims}


def test_the_gallery_has_three_sections_and_misquoted_lemmas_with_their_repairs():
    assert GALLERY.broken == ()
    sections = [s.section for s in GALLERY.statements]
    assert (len(sections) >= 12, {*sections}) == (True, {"1", "2", "3"})
    mended = {c.repairs for c in CLAIMS.values() if c.repairs}
    printed = {c.name for c in CLAIMS.values() if c.expected == "REFUTED"}
    assert (mended, len(printed) >= 3) == (printed, True)


@pytest.mark.parametrize("name", CLAIMS)
def test_a_lemma_has_the_verdict_that_it_says_and_a_certificate_unless_the_solver_shows_it(name):
    found = rechecked(judge(name.partition("/")[0], CLAIMS[name]), 60)
    assert found.verdict.value == CLAIMS[name].expected, found.reason
    assert found.verdict is not Verdict.PROVED or found.scope == "every dimension"
    by_solver = found.by is not None and found.by.method is Method.SOLVER
    assert found.rechecked or by_solver, found.recheck.reason


@pytest.mark.parametrize("path", sorted((ROOT / "examples").rglob("*.py")), ids=lambda p: p.stem)
def test_a_lemma_needs_the_public_names_only(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module}
    named |= {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    assert {m for m in named if not m.startswith("examples.")} <= {"verify", "verify.facts"}


def test_every_lemma_has_its_page_in_the_report(tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr("verify.report.writers.site.LONG", 10**9)  # folds stay as they are, to be read
    out = str(tmp_path)
    assert main(["report", "--package", "examples", "--format", "html,tex", "--out", out, "--examples", "50"]) == 0
    pages = {path.stem: path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.html")}
    assert {s.name for s in GALLERY.statements} <= {*pages}
    pages.pop("speed", None)  # the commands there are what was measured, of the paper
    printed = [c for page in pages.values() for c in re.findall(r"verify (?:check|show|replay) [\w/-]+[^<\"]*", page)]
    assert len(printed) >= len(CLAIMS)
    assert [command for command in printed if "--package examples" not in command] == []
    told = json.loads((tmp_path / "verdicts.json").read_text(encoding="utf-8"))
    assert {f"{r['id']}/{r['claim']}" for r in told["results"]} == {*CLAIMS}


def change(name, conclusion, **more):
    return replace(CLAIMS[name], conclusion=conclusion, **more)


def goal(name):
    return CLAIMS[name].conclusion


SPOILT = {
    "a faster rate": lambda: change(
        "linear-rate/rate", le(goal("linear-rate/rate").lhs, Rational(1, 2) * goal("linear-rate/rate").rhs)
    ),
    "a strict rate": lambda: change(
        "linear-rate/rate", lt(goal("linear-rate/rate").lhs, goal("linear-rate/rate").rhs)
    ),
    "the rate without strong convexity": lambda: replace(
        CLAIMS["linear-rate/rate"], assuming=tuple(a for a in CLAIMS["linear-rate/rate"].assuming if "strong" not in str(a))
    ),
    "the rate without steps": lambda: replace(
        CLAIMS["linear-rate/rate"], assuming=CLAIMS["linear-rate/rate"].assuming[:-1]
    ),
    "half the distance": lambda: change(
        "sublinear-rate/rate", le(goal("sublinear-rate/rate").lhs, goal("sublinear-rate/rate").rhs / 2)
    ),
    "twice as co-coercive": lambda: change(
        "co-coercivity/co-coercive", le(2 * goal("co-coercivity/co-coercive").lhs, goal("co-coercivity/co-coercive").rhs)
    ),
    "co-coercive without convexity": lambda: replace(
        CLAIMS["co-coercivity/co-coercive"], assuming=CLAIMS["co-coercivity/co-coercive"].assuming[:1]
    ),
    "a longer step": lambda: replace(CLAIMS["gradient-step/any-size-repaired"], assuming=CLAIMS["gradient-step/any-size-printed"].assuming),
    "the largest is the sum": lambda: change("log-sum-exp/above-repaired", goal("log-sum-exp/above-printed")),
    "half of the margin": lambda: replace(CLAIMS["margin/two-repaired"], assuming=CLAIMS["margin/two-printed"].assuming),
    "a certificate by the wrong norm": lambda: replace(
        CLAIMS["linear-attacks/linf-certified-repaired"], assuming=CLAIMS["linear-attacks/linf-certified-printed"].assuming
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_lemma_is_not_proved(name):
    assert judge("s", SPOILT[name]()).verdict is not Verdict.PROVED
