"""What the paper assumes and cannot be satisfied, or does not bound what it is said to bound: beside the proofs, by points and numbers."""

from dataclasses import replace

import numpy as np
import pytest

from proofs.section_3_1 import theorem1
from proofs.section_3_2_2 import remark_small_hessian
from proofs.setting import C_theta_x, R, eps, theta_1, theta_2, theta_min, x_n, y, y_n
from verify.judging.judge import judge
from verify.kernel.certify import admissible_in


def beside_13(dim):
    """p = e₁ and w = e₂ with C = 1, k = 10, and any data in ‖x‖ ≤ 1."""
    first, second = (1, *[0] * (dim - 1)), (0, 1, *[0] * (dim - 2))
    return {
        **dict.fromkeys((theta_1, theta_2, theorem1.p), first),
        theta_min: 1,
        theorem1.w: second,
        theorem1.scale: 10,
        C_theta_x: 1,
        R: 1,
        eps: 1,
        x_n: (second,),
        y: 1,
        y_n: (1,),
    }


@pytest.mark.parametrize("dim", [2, 3, 5])
def test_of_theorem_1_for_the_linear_loss_nothing_but_13_is_impossible(dim):
    claim = theorem1.for_the_linear_loss
    rest = tuple(a for a in claim.assuming if a is not theorem1.EQ_13_OF_18)
    assert len(rest) == len(claim.assuming) - 1
    assert admissible_in(replace(claim, assuming=rest, absurd=None), beside_13(dim), dim)


@pytest.mark.parametrize("constant", [0.0, 1.0, 30.0])
@pytest.mark.parametrize("radius", [1e-3, 1.0])
def test_two_short_inputs_break_13_for_the_linear_loss_with_any_constant(constant, radius):
    k = 1 + (4 * constant + 5) * np.log(3) / radius
    t = np.log(3) / k
    v = np.array([4 * (constant + 1) * t, 0])
    inputs = v, np.add(v, (0, t))
    one, other = (-x / (1 + np.exp(k * x[1])) for x in inputs)
    assert max(map(np.linalg.norm, inputs)) <= radius
    assert np.linalg.norm(one - other) > constant * t


@pytest.mark.parametrize("dim", [2, 3, 6])
def test_the_singular_values_of_the_bordered_hessian_are_near_one_and_the_multiplier(dim):
    rng = np.random.default_rng(dim)
    for _ in range(50):
        n = rng.normal(size=dim)
        n /= np.linalg.norm(n)
        half = rng.normal(size=(dim, dim)) * 10.0 ** rng.uniform(-3, 0)
        hessian, alpha, radius = half + half.T, *rng.uniform(0.1, 3, size=2)
        eta = np.linalg.norm(hessian, 2)
        below = hessian - alpha / radius * (np.eye(dim) - np.outer(n, n))
        whole = np.block([[np.zeros((1, 1)), -n[None]], [-n[:, None], below]])
        least = np.linalg.svd(whole, compute_uv=False)[-1]
        assert least <= eta + alpha / radius + 1e-12
        assert least >= min(1, alpha / radius) - eta - 1e-12


def test_with_a_flat_loss_the_constant_of_lemma_5_is_not_small():
    claim = remark_small_hessian.printed
    assert judge("remark-small-hessian", claim, examples=20).verdict.value == "REFUTED"
    assert judge("remark-small-hessian", replace(claim, against=None), examples=20).verdict.value == "UNDECIDED"
