"""A verdict is made by the kernel alone: whatever else calls itself a proof does not settle a claim."""

import ast
import copy
import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from verify import Claim, Vector, dot, eq, le, norm
from verify.kernel.evidence import Evidence, Method, Proved, proved, settles
from verify.kernel.judgement import EngineError, Judgement, judgement, missing_point
from verify.kernel.prove import prove
from verify.kernel.reasons import Reason
from verify.language.verdict import Outcome, Verdict
from verify.search.inputs.examples import example

ENGINE = Path(__file__).parent.parent / "verify"
TRUSTED = ("kernel", "checkers")
u, v = Vector("u"), Vector("v")
TRUE = Claim(name="true", says="A square.", conclusion=eq(norm(u) ** 2, dot(u, u)))
FALSE = Claim(name="false", says="No bound.", conclusion=le(norm(u), norm(v)))
HOLDS = Evidence(Method.GRAM, Outcome.HOLDS, "every dimension")


def verdict(claim, *evidence, find=example):
    return judgement("s", claim, evidence, find).verdict


def forged():
    """Everything that one might hand in for a proof of FALSE, by what was done."""
    real = prove(TRUE)
    altered = prove(TRUE)
    object.__setattr__(altered, "claim", FALSE)
    bare = object.__new__(Proved)
    for name, value in vars(real).items():
        object.__setattr__(bare, name, value)
    object.__setattr__(bare, "_seal", None)

    class Mine(Proved):
        pass

    own = object.__new__(Mine)
    vars(own).update(vars(real))
    return {
        "evidence": HOLDS,
        "the proof of another claim": real,
        "a proof that was altered": altered,
        "a proof without its seal": bare,
        "a subclass": own,
        "a copy": copy.copy(real),
        "what came through a pipe": pickle.loads(pickle.dumps(real)),
    }


def test_a_rule_of_the_kernel_settles_its_claim():
    assert settles(prove(TRUE), TRUE)
    assert verdict(TRUE, prove(TRUE)) is Verdict.PROVED


@pytest.mark.parametrize("how", forged())
def test_what_is_forged_settles_nothing(how):
    assert not settles(forged()[how], FALSE)
    assert verdict(FALSE, forged()[how]) is Verdict.UNDECIDED


def test_a_proof_whose_outcome_or_scope_was_changed_settles_nothing():
    for name, value in (("outcome", Outcome.FAILS), ("scope", "d = 1"), ("facts", ("Fermat",))):
        shown = prove(TRUE)
        object.__setattr__(shown, name, value)
        assert not settles(shown, TRUE)


def test_a_proof_is_neither_built_nor_rebuilt_by_hand():
    with pytest.raises(TypeError, match="not made by hand"):
        Proved(Method.GRAM, Outcome.HOLDS, "every dimension")
    with pytest.raises(TypeError, match="not made by hand"):
        replace(prove(TRUE), scope="every dimension and more")


def test_a_point_that_is_proposed_is_certified_again():
    above = replace(TRUE, assuming=(le(1, norm(u)),))
    wrong = lambda claim, dim: {u: (0,) * dim}  # noqa: E731 - it proposes the zero vector
    assert verdict(above, prove(above)) is Verdict.PROVED
    assert verdict(above, prove(above), find=wrong) is Verdict.UNDECIDED
    assert missing_point(above, wrong).reason is Reason.NO_POINT
    other = lambda claim, dim: {u: (1, *[0] * dim)}  # noqa: E731 - it proposes a point of the next dimension
    assert missing_point(above, other).reason is Reason.NO_POINT


def test_a_contradiction_beside_a_point_is_an_error_of_the_engine():
    empty = proved(TRUE, Evidence(Method.CONTRADICTION, Outcome.VACUOUS, "every dimension"))
    with pytest.raises(EngineError, match="said to be about nothing"):
        judgement("s", TRUE, [empty], example)


def test_a_proof_beside_a_refutation_is_an_error_of_the_engine():
    fails = proved(TRUE, Evidence(Method.POINT, Outcome.FAILS, "one point"))
    with pytest.raises(EngineError, match="is proved \\(identity\\) and refuted \\(point\\)"):
        judgement("s", TRUE, [prove(TRUE), fails], example)


def calls(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield getattr(node.func, "id", getattr(node.func, "attr", "")), ast.unparse(node)


@pytest.mark.parametrize("path", sorted(ENGINE.rglob("*.py")), ids=lambda p: str(p.relative_to(ENGINE)))
def test_only_the_kernel_and_the_checkers_say_what_is_proved(path):
    """Elsewhere nothing makes a proof, a judgement that settles, or an answer that is one of the words of a verdict.

    The language makes its terms and claims by hand, and knows nothing of evidence.
    """
    if path.relative_to(ENGINE).parts[0] in TRUSTED:
        return
    text = path.read_text(encoding="utf-8")
    assert "_seal" not in text
    if path.relative_to(ENGINE).parts[0] == "language":
        assert "Evidence" not in text and "Proved" not in text
    else:
        assert "__setattr__" not in text and "object.__new__" not in text
    names = {a.name for n in ast.walk(ast.parse(text)) if isinstance(n, ast.ImportFrom) for a in n.names}
    assert "proved" not in names and "Proved" not in names
    words = ("PROVED", "REFUTED", "VACUOUS", "UNDEFINED", "SUPPORTED")
    for name, written in calls(path):
        if name in ("Answer", "Judgement"):
            assert not any(word in written for word in words), written


def test_a_judgement_says_what_settled_it():
    found = judgement("s", TRUE, [prove(TRUE)], example)
    assert isinstance(found, Judgement) and found.by is found.evidence[0] and found.by.how == "identity"
