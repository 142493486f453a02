"""The cited theorems that are proved in Coq: each by its name there, with the arguments that it takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from verify.language.functions import sigmoid, softplus
from verify.language.operators import indexed
from verify.language.proof import Appeal
from verify.language.term import Rational
from verify.prover.coq import texts
from verify.prover.coq.texts import Unwritten


def proof(appeal: Appeal, premises: Sequence[str]) -> str:
    """The tactic for what the theorem says at its arguments, from the names of its premises.

    Raises Unwritten for a theorem that is not proved in Coq.
    """
    if appeal.name == MEAN_VALUE:
        return _mean_value(*appeal.args)
    if (tactic := _TACTICS.get(appeal.name)) is not None:
        return tactic.format(*map(_argument, appeal.args))
    if (known := _WITH_FUNCTION.get(appeal.name)) is not None:
        at = known(*appeal.args)
    elif appeal.name in _LEMMAS:
        write = _family if appeal.name == AVERAGE else _argument
        at = " ".join([_LEMMAS[appeal.name], *map(write, appeal.args), *premises])
    else:
        raise Unwritten(appeal.name)
    return f"pose proof ({at}) as H; first [exact H | autorewrite with inner in H |- *; lra]"


def asks(appeal: Appeal) -> bool:
    """Has the theorem premises in Coq?"""
    return appeal.name in _ASKING


def _argument(e: Any) -> str:
    return texts.vector(e) if indexed(e) else texts.text(e)


def _family(e: Any) -> str:
    return f"(fun n : nat => {_argument(e)})"


AVERAGE = "Minkowski's inequality for an average"
_LEMMAS = {
    "Minkowski's inequality": "minkowski",
    AVERAGE: "mean_norm N",
    "the Cauchy-Schwarz inequality": "cauchy_schwarz",
    "the norm is homogeneous": "scaled",
    "the logistic function lies below 1": "sigmoid_below_one",
    "the triangle inequality on the line": "Rabs_triang",
    "a number is at most its absolute value": "Rle_abs",
    "a product is zero only with one of its factors": "other_factor",
    "a square is not negative": "zero_square",
}
_TACTICS = {
    "symmetry of the logistic function": "apply (logistic_symmetry {0}); ring",
    "the logistic function by exponentials": "apply (logistic {0}); ring",
    "the logistic loss by exponentials": "reflexivity",
}
_ASKING = ("a product is zero only with one of its factors", "a square is not negative")


MEAN_VALUE = "the mean value theorem"


def _mean_value(f: Any, t: Any, a: Any, b: Any, bound: Any) -> str:
    """|f(b) - f(a)| <= bound |b - a| for the logistic function and its loss."""
    for function, slope, lemma in ((sigmoid, Rational(1, 4), "sigmoid_lipschitz"), (softplus, 1, "softplus_lipschitz")):
        if f is function(t) and bound == slope:
            return f"apply ({lemma} {texts.text(a)} {texts.text(b)}); ring"
    raise Unwritten(f"the mean value theorem for {f}")


def _tangent(f: Any, t: Any, a: Any, b: Any) -> str:
    if f is softplus(t):
        return f"softplus_tangent {texts.text(a)} {texts.text(b)}"
    raise Unwritten(f"Taylor's theorem for {f}")


def _upper(f: Any, t: Any, a: Any, b: Any, bound: Any) -> str:
    if f is softplus(t) and bound == Rational(1, 4):
        return f"softplus_upper {texts.text(a)} {texts.text(b)}"
    raise Unwritten(f"Taylor's theorem for {f}")


_WITH_FUNCTION: dict[str, Callable[..., str]] = {
    "Taylor's theorem with Lagrange remainder": _tangent,
    "Taylor's theorem, quadratic upper bound": _upper,
}
