"""Every formula of the proofs here, and every line of their derivations, is set by both engines and fits the page."""

import re
import shutil

import pytest

from verify.judging.catalogue import discover
from verify.kernel.evidence import Evidence, Method
from verify.kernel.judgement import Judgement
from verify.kernel.reasons import Reason, Said
from verify.language.verdict import Outcome, Verdict
from verify.report import build
from verify.report.writers import latex, pdf, typst


@pytest.fixture(scope="module")
def papers_own():
    """Every claim of the proofs here as if it were proved: all its formulas and every line of its derivation."""
    found = discover("proofs")
    said = Said(Reason.DERIVATION, {"count": "some"})
    proved = Evidence(Method.GRAM, Outcome.HOLDS, "every dimension", said)
    denied = Evidence(Method.NEGATION, Outcome.FAILS, "every dimension")
    made = [
        Judgement(
            s.name,
            c,
            Verdict.REFUTED if c.disprove else Verdict.PROVED,
            "every dimension",
            (denied if c.disprove else proved,),
            by=denied if c.disprove else proved,
        )
        for s in found.statements
        for c in s.claims
    ]
    return build(made, found.statements, found.paper)


def test_every_formula_of_the_proofs_is_set_by_typst(papers_own):
    assert pdf.by_typst(typst.render(papers_own)).startswith(b"%PDF")


@pytest.mark.skipif(not shutil.which("pdflatex"), reason="pdflatex is not installed: the LaTeX is not compiled")
def test_the_latex_of_the_proofs_fits_its_lines_and_its_references_stand(papers_own, monkeypatch, tmp_path):
    logs = []
    run = pdf._run
    monkeypatch.setattr(pdf, "_run", lambda *a: logs.append(run(*a)) or logs[-1])
    made = pdf._pages(
        shutil.which("pdflatex"), tmp_path, latex.render(papers_own), {}
    )  # in this process: its log is read
    assert made.startswith(b"%PDF")
    wide = [float(w) for w in re.findall(r"Overfull \\hbox \(([\d.]+)pt", logs[-1])]
    assert max(wide, default=0.0) <= 2.0
    assert not re.search("undefined|multiply|Rerun (to|LaTeX)|Missing character", logs[-1])
