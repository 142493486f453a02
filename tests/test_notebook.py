"""In a notebook a claim, a derivation, a verdict and a counterexample show themselves as formulas."""

import subprocess
import sys

import pytest

from verify import Claim, Schema, Value, Vector, chain, dot, judge, le, line, norm
from verify.facts import minkowski
from verify.report.formulas.read_latex import parse

u, v = Vector("u"), Vector("v")
true = Claim(
    name="true",
    says="A sum is $‖u + v‖$ long.",
    conclusion=le(norm(u + v), norm(u) + norm(v)),
    derive=lambda: chain(line("<=", norm(u) + norm(v), by=minkowski(u, v))),
)
false = Claim(name="false", says="$‖u + v‖$ is small.", assuming=(le(norm(v), 1),), conclusion=le(norm(u + v), norm(u)))
convex = Schema("$f$ is even", (u,), le(Value("f", -u), Value("f", u)), (le(0, dot(u, v)),))
unknown = Claim(name="u", says="?", assuming=(convex,), conclusion=le(Value("f", -v), Value("f", v)))
REFUTED = judge("s", false)
SHOWN = {
    "a relation": true.conclusion,
    "a claim": false,
    "a claim on an unknown function": unknown,
    "a derivation": true.derive(),
    "a proof": judge("s", true),
    "a refutation": REFUTED,
    "a counterexample": REFUTED.counterexample,
}


@pytest.mark.parametrize("name", SHOWN)
def test_it_is_a_formula_in_latex_and_in_mathml(name):
    latex = SHOWN[name]._repr_latex_()
    assert latex.startswith(r"$\displaystyle ")
    parse(latex.removeprefix(r"$\displaystyle ").removesuffix("$"))
    assert "<math" in SHOWN[name]._repr_html_()


def test_what_is_assumed_is_shown_before_what_follows_and_an_assumption_on_a_function_with_its_variables():
    norms = r"\lVert \boldsymbol{v}\rVert \le 1\quad\Rightarrow\quad \lVert \boldsymbol{u} + \boldsymbol{v}\rVert"
    assert norms in false._repr_latex_()
    assert r"\left(\forall\, \boldsymbol{u} \text{ with } 0 \le" in unknown._repr_latex_()


def test_a_refutation_shows_its_verdict_and_its_point():
    assert r"\text{REFUTED:}" in REFUTED._repr_latex_()
    assert REFUTED.counterexample._repr_latex_() == r"$\displaystyle u = \left(0\right),\quad v = \left(1\right)$"
    assert 'class="verdict bad REFUTED"' in REFUTED._repr_html_()


def test_the_report_is_loaded_when_something_is_shown_and_not_before():
    code = (
        "import sys; from verify import Vector, le, norm\n"
        "r = le(norm(Vector('u')), 1); print('verify.report.notebook' in sys.modules)\n"
        "print(r._repr_html_()[:5], 'verify.report.notebook' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (ran.stdout, ran.stderr) == ("False\n<math True\n", "")
