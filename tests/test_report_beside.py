"""Beside the paper: what symbols mean there, the paper's own sentences, and claims that speak of numbers alone."""

import pytest

from proofs import PAPER
from verify import Symbol
from verify.judging.catalogue import discover
from verify.judging.sentences import sentence
from verify.language.claim import Claim
from verify.language.forms import norm
from verify.language.operators import Field, Jacobian, Value
from verify.language.relation import le
from verify.language.symbols import Vector, d
from verify.report.nodes import Paragraph, Section, unfolded
from verify.report.sections import quantifiers
from verify.report.sections.beside import with_the_paper
from verify.report.sections.stating import statement
from verify.report.writers import html
from verify.report.writers.lookup import plain

v, t = Vector("v"), Symbol("t", positive=True)
short = Claim(name="short", says="$v$ is short.", conclusion=le(norm(v), t))
MEANINGS = {"symbols": {"t": ("a time", "Section 1"), "v": ("a velocity, $v ∈ ℝ^d$", "Section 2"), "w": ("else", "")}}


def section(*sentences):
    claim = Section(("short",), "short", "lemma-1/short", (Paragraph(("It is short.",)), Paragraph(("More.",))))
    whole = Section(("Lemma 1",), "Lemma 1", "lemma-1", (), (claim,))
    return with_the_paper(whole, [short], MEANINGS, [(s, s.claims) for s in sentences])


def test_the_dictionary_has_the_symbols_that_occur_and_no_other():
    shown = html.blocks(section().blocks)
    assert "a time" in shown and "a velocity" in shown and "else" not in shown
    assert shown.index("a time") < shown.index("a velocity")


def test_what_the_paper_says_stands_after_what_the_claim_says_and_leads_to_its_row():
    told = sentence("audit-short", "2.1, Eq. (1)", "Velocities are small.", "lemma-1/short")
    other = sentence("audit-other", "2.2", "Something else.", "lemma-1/other")
    first, said, _ = section(told, other).sections[0].blocks
    assert plain(first.text) == "It is short."
    assert html.blocks((said,)) == (
        '<p><strong>In the paper.</strong> <a href="#audit-short">2.1, Eq. (1)</a>: Velocities are small.</p>'
    )


def test_paper_leaves_out_what_only_a_screen_shows():
    told = sentence("audit-short", "2.1", "Velocities are small.", "lemma-1/short")
    made = section(told)
    assert unfolded(made.blocks) == ()
    assert [plain(b.text) for b in unfolded(made.sections[0].blocks)] == ["It is short.", "More."]


def test_every_symbol_with_a_meaning_stands_in_a_claim():
    claims = [c for s in discover("proofs").statements for c in s.claims]
    functions = {
        f.args[0].name for c in claims for e in quantifiers.expressions(c) for f in e.atoms(Field, Value, Jacobian)
    }
    assert set(PAPER["symbols"]) <= functions | {s.name for c in claims for s in quantifiers.symbols(c)}


@pytest.mark.parametrize(
    ("conclusion", "opening"),
    [
        (le(t, t), "For all numbers t>0:"),
        (le(norm(v), t), "In every dimension d≥1, for all v∈ℝ^d, t>0:"),
        (le(t, d), "In every dimension d≥1, for all t>0:"),
        (le(1, 2), "One has:"),
    ],
)
def test_where_nothing_has_a_dimension_the_statement_is_about_numbers(conclusion, opening):
    claim = Claim(name="one", says="One.", conclusion=conclusion)
    assert plain(statement(claim, {})[0].text) == opening
