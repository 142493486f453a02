"""What is stored beside the verdicts and shown with them: needed assumptions, sharp bounds, the benches of the solver and of mutants."""

import json
from dataclasses import replace

import pytest

from verify import Symbol
from verify.checkers.stored.ratio import ratio_record
from verify.judging.necessity.needs import UNSEEN, Need, Status, document
from verify.kernel.evidence import Evidence, Method
from verify.kernel.judgement import Judgement
from verify.kernel.reasons import Reason, Said
from verify.kernel.record import named, point_from_json
from verify.language.claim import Claim, Statement
from verify.language.forms import norm
from verify.language.operators import Field
from verify.language.relation import le, lt
from verify.language.symbols import Vector
from verify.language.verdict import Outcome, Verdict
from verify.report import build
from verify.report.nodes import Table, unfolded
from verify.report.sections.findings import Findings, read
from verify.report.writers import latex, site, typst

u, v = Vector("u"), Vector("v")
eps = Symbol("varepsilon", nonnegative=True)
bound = Claim(
    name="bound", says="A bound.", expected="PROVED", conclusion=le(norm(u), 2 * eps),
    assuming=(le(norm(u), eps), lt(0, norm(u)), lt(0, eps), le(norm(u), 3 * eps)),
)  # fmt: skip
STATEMENTS = (Statement("lemma-2", "A lemma", "3", (bound,)),)
GRAM = Evidence(Method.GRAM, Outcome.HOLDS, "d")
PROVED = Judgement("lemma-2", bound, Verdict.PROVED, "every dimension", (GRAM,), by=GRAM)
NEEDS = (
    Need("lemma-2/bound", 0, "Norm(u) <= varepsilon", Status.NEEDED, "fails by 1", {"u": ["3"], "varepsilon": "1"}),
    Need("lemma-2/bound", 1, "0 < Norm(u)", Status.NOT_NEEDED, "the same proof does without it"),
    Need("lemma-2/bound", 2, "0 < varepsilon", Status.NEEDED, "at its border the opposite is proved"),
    Need("lemma-2/bound", 3, "Norm(u) <= 3*varepsilon", Status.OPEN, UNSEEN[0]),
)
ANSWERS = {
    "timeout": 20.0,
    "timeout_alone": 10.0,
    "named": [],
    "published": [
        {
            "name": "a_square", "source": "a book", "claim": "x**2 >= 0", "where": ["x < 1"], "truth": True,
            "ours": {"answer": "PROVED", "seconds": 0.1, "method": "squares", "trusting": []},
            "z3": {"answer": "UNDECIDED", "seconds": 10.0},
        }
    ],
    "generated": [
        {
            "name": "g", "source": "two_sums", "claim": "x <= 0", "where": [], "truth": False, "ours":
            {"answer": "PROVED", "seconds": 0.1, "method": "z3", "trusting": []},
        }
    ],
}  # fmt: skip

MUTANTS = {
    "claims": 2,
    "twins": {
        kind: {
            "made": 9, "false": 7, "refuted": 4, "undefined": 0, "undecided": 2, "supported": 0,
            "wrongly vacuous": 0, "wrongly proved": 1,
        }
        for kind in ("sign", "norm")
    },
    "derivations": {"line left out": {"tried": 5, "rejected": 4, "accepted": 1}},
}  # fmt: skip


def ratio(point):
    return ratio_record(bound, point_from_json(bound, point), named("lemma-2/bound", bound), "a test")


@pytest.fixture
def folder(tmp_path):
    """Everything stored about the lemma: one ratio of 1/2 at an exact point."""
    (tmp_path / "necessity.json").write_text(json.dumps(document(NEEDS)), encoding="utf-8")
    (tmp_path / "sharpness.jsonl").write_text(
        json.dumps(ratio({"u": ["1"], "varepsilon": "1"})) + "\n", encoding="utf-8"
    )
    (tmp_path / "prove.json").write_text(json.dumps(ANSWERS), encoding="utf-8")
    (tmp_path / "trust.json").write_text(json.dumps(MUTANTS), encoding="utf-8")
    return tmp_path


def tree(found, judgement=PROVED):
    return build([judgement], STATEMENTS, found=found)


def part(document, label):
    """The section of this label, or None."""
    inside = [s for part in document.sections for s in (part, *part.sections)]
    return next((s for one in inside for s in (one, *one.sections) if s.label == label), None)


def said(document, title):
    """What the claim's section says under this title."""
    (block,) = [b for b in unfolded(part(document, "lemma-2/bound").blocks) if getattr(b, "title", "") == title]
    return "".join(x if isinstance(x, str) else str(next(iter(vars(x).values()))) for x in block.text)


def test_each_assumption_is_shown_with_what_becomes_of_the_claim_without_it(folder):
    assert said(tree(read(folder, STATEMENTS)), "Necessity.") == (
        r"Without \lVert \boldsymbol{u}\rVert \le \varepsilon it fails at \boldsymbol{u} = (3), \varepsilon = 1. "
        r"The claim does not need 0 < \lVert \boldsymbol{u}\rVert: the same proof does without it. "
        r"At the border of 0 < \varepsilon the opposite is proved. "
        r"It is open whether the claim needs \lVert \boldsymbol{u}\rVert \le 3 \varepsilon."
    )


def test_a_section_counts_the_assumptions_and_a_section_lists_those_not_needed(folder):
    found = tree(read(folder, STATEMENTS))
    texts = [
        b.text[0] for b in part(found, "checked").blocks if getattr(b, "title", "") == "Which assumptions are needed."
    ]
    assert texts[0].startswith("Each assumption of 1 proved claims was left out in turn, 4 in all. 2 are needed:")
    (table,) = part(found, "not-needed").blocks
    assert [row[2] for row in table.rows] == [("the same proof does without it",)]


def test_a_bound_shows_its_best_ratio_and_whether_equality_is_attained(folder):
    found = tree(read(folder, STATEMENTS))
    assert said(found, "Sharpness.").startswith(r"The left side is \frac{1}{2} times the right side at ")
    (table,) = [b for b in part(found, "sharpness").blocks if isinstance(b, Table)]
    assert [row[2] for row in table.rows] == [("not known",)]
    attained = Findings(ratios={"lemma-2/bound": ({**ratio({"u": ["1"], "varepsilon": "1"}), "ratio": ["1", "1"]},)})
    assert said(tree(attained), "Sharpness.").startswith("Equality is attained at ")


def test_the_solver_is_shown_with_its_rivals_and_a_false_proof_is_counted(folder):
    section = part(tree(read(folder, STATEMENTS)), "solver")
    opening, named, _, families = section.blocks
    assert "Right answers of verify prove: 1; false ones: 1." in "".join(opening.text)
    assert named.rows[0][1:] == (("proved, squares",), ("undecided",), ("not asked",))
    assert families.rows == ((("two sums",), ("false",), ("1",), ("0",), ("not asked",), ("not asked",)),)


def test_false_claims_that_are_proved_and_spoiled_derivations_that_are_accepted_are_counted(folder):
    opening, twins, _, derivations = part(tree(read(folder, STATEMENTS)), "trust").blocks
    assert "Of 18 such twins 14 are surely false" in "".join(opening.text)
    assert "".join(opening.text).endswith("2 are proved, 0 called vacuous.")
    assert twins.rows[-1] == (("all",), ("18",), ("14",), ("8",), ("0",), ("4",), ("2",))
    assert derivations.rows[0] == (("line left out",), ("5",), ("4",), ("1",))


def test_what_is_stored_about_another_formula_or_an_edited_ratio_is_left_out(folder):
    other = replace(bound, assuming=bound.assuming[::-1], conclusion=le(norm(u), 5 * eps))
    stale = read(folder, (Statement("lemma-2", "A lemma", "3", (other,)),))
    assert not stale.needs and not stale.ratios


def test_nothing_is_shown_of_a_claim_that_is_not_proved(folder):
    open_one = replace(PROVED, verdict=Verdict.UNDECIDED, said=Said(Reason.NOTHING_SETTLED), evidence=(), by=None)
    found = tree(read(folder, STATEMENTS), open_one)
    assert part(found, "sharpness") is part(found, "not-needed") is None
    assert "Necessity." not in latex.render(found)


def test_without_stored_files_the_report_has_no_such_section(tmp_path):
    found = read(tmp_path, STATEMENTS)
    assert found == Findings()
    assert not [s for s in tree(found).sections if s.label in ("sharpness", "not-needed", "solver", "trust")]


def test_a_stored_file_that_holds_something_else_is_named(folder):
    (folder / "necessity.json").write_text("[1]", encoding="utf-8")
    with pytest.raises(
        ValueError, match=r"necessity\.json is not what is expected: it is \[1\], expected an object; make it again"
    ):
        read(folder, STATEMENTS)
    (folder / "necessity.json").write_text('{"results": [{}]}', encoding="utf-8")
    with pytest.raises(
        ValueError,
        match=r"necessity\.json is not what is expected: it has no schema; make it again by verify necessity --json",
    ):
        read(folder, STATEMENTS)


def test_every_writer_sets_what_is_stored(folder):
    found = tree(read(folder, STATEMENTS))
    for render in (latex.render, typst.render, site.whole):
        assert all(text in render(found) for text in ("two sums", "a square", "Sharpness", "Necessity"))


def test_a_long_assumption_stands_on_a_line_of_its_own():
    f = Field(Symbol("f"), u + v, u - v)
    long = replace(bound, assuming=(le(norm(f) + norm(u - 2 * v) + norm(u - 3 * v), eps),))
    need = Need("lemma-2/bound", 0, str(long.assuming[0]), Status.NEEDED, "fails", {"varepsilon": "1"})
    judged = replace(PROVED, claim=long)
    found = build(
        [judged], (Statement("lemma-2", "A lemma", "3", (long,)),), found=Findings({"lemma-2/bound": (need,)})
    )
    assert said(found, "Necessity.") == "Without"
