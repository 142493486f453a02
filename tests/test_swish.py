"""The swish model: its closed form against a search over the ball and against PGD, on the square of Figure 6."""

import numpy as np
import pytest

from bench.speed.model import pgd
from proofs.figures.kernels import EPS, POINT, evaluate, grid
from proofs.figures.swish import AT_ONCE, STEP, descended, exact, minimiser
from proofs.section_3_1.linear_loss import log_loss
from proofs.section_3_2_3.remark_several_maxima import RADII
from proofs.section_3_2_4.swish import swish, u, u_star
from proofs.section_3_2_4.swish_loss import end
from proofs.setting import y
from verify import softplus
from verify.judging.catalogue import discover, rows
from verify.language.module import statement_of

PARAMETERS = grid(21)[0]
RANDOM = np.random.default_rng(6).normal(size=(500, 2))
# At 0, on the axes and the diagonals, and with u, lo or hi at u*: a step from it may go either way.
AXES = np.array([[0, 0], [1, 0], [0, 1], [-1, 0], [0, -1], [1, 1], [1, -1]])
AT_U_STAR = -minimiser() / np.array([[1.0], [1.6], [0.4], [2.0], [3.2], [0.8]])
TIES = np.vstack([AXES, *(AT_U_STAR * direction for direction in ([1, 0], [0, -1], [1, -1]))])
KINDS = pytest.mark.parametrize(
    "parameters",
    [PARAMETERS, RANDOM, 100 * RANDOM, 1e-9 * RANDOM, TIES],
    ids=["grid", "random", "large", "small", "ties"],
)
ROUNDING = 1e-12
DUAL = {"L2": 2, "Linf": 1}
BALLS = pytest.mark.parametrize("ball", ["L2", "Linf"])
LABELS = pytest.mark.parametrize("label", [1.0, -1.0])


def loss(u, label):
    return np.logaddexp(0, -label * u / (1 + np.exp(-u)))


def perturbations(ball):
    """A fine grid of the ball, its boundary included."""
    if ball == "Linf":
        side = np.linspace(-EPS, EPS, 41)
        return np.stack(np.meshgrid(side, side), -1).reshape(-1, 2)
    turn = np.linspace(0, 2 * np.pi, 240, endpoint=False)
    circle = np.stack([np.cos(turn), np.sin(turn)], -1)
    return (np.linspace(0, EPS, 15)[:, None, None] * circle).reshape(-1, 2)


@BALLS
@LABELS
def test_the_closed_form_is_the_maximum_over_a_fine_grid_of_the_ball(ball, label):
    u = (PARAMETERS[:, None] * (POINT + perturbations(ball))).sum(-1)
    found, best = loss(u, label).max(-1), exact(ball, PARAMETERS, label)
    assert (found <= best + ROUNDING).all()
    assert (best - found).max() < 0.001


def by_the_claims(ball, parameters, label, log_loss=log_loss):
    """The closed form of swish-loss by the claims' own expressions."""
    known = {"theta": parameters, "x": POINT, "varepsilon": EPS}
    ends = [evaluate(end(way, DUAL[ball]), **known)[:, 0] for way in (-1, 1)]
    places = [np.clip(evaluate(u_star).item(), *ends)] if label > 0 else ends
    return np.max([evaluate(log_loss(-y * swish(u)), u=v, y=label)[:, 0] for v in places], axis=0)


@BALLS
@LABELS
@KINDS
def test_the_closed_form_is_that_of_the_claims(ball, label, parameters):
    np.testing.assert_allclose(
        exact(ball, parameters, label), by_the_claims(ball, parameters, label), rtol=1e-14, atol=1e-15
    )


@BALLS
@LABELS
@KINDS
def test_the_steps_of_u_end_where_those_of_the_perturbation_do(ball, label, parameters):
    """Up to rounding, which grows with u; where y = -1 and u starts at u* itself, rounding decides whether u leaves it."""
    free = (label > 0) | (parameters @ POINT[0] != minimiser())
    slow, fast = pgd(ball, parameters, label), descended(ball, parameters, label)
    assert (np.abs(slow - fast) <= 1e-15 * np.maximum(1, np.abs(parameters).sum(1)))[free].all()


@BALLS
def test_u_at_its_minimiser_stays_there_whatever_the_label(ball):
    at = np.array([[0.0, minimiser()], [-minimiser(), 0.0]])
    for label in (-1.0, 1.0):
        assert descended(ball, at, label) == pytest.approx(loss(minimiser(), label), rel=1e-15)


@BALLS
def test_in_the_square_of_the_figure_the_steps_agree_to_the_last_bits(ball):
    parameters = grid(81)[0]
    assert np.abs(pgd(ball, parameters) - descended(ball, parameters)).max() <= 1e-15


@BALLS
@LABELS
@pytest.mark.parametrize("scale", [1e3, 1e6, 1e150, 1e-150, 1e-320])
def test_the_closed_form_has_a_value_at_extreme_parameters(ball, label, scale):
    """Far out the loss is u itself, or log 2 on the flat side, and near 0 it is log 2."""
    parameters = scale * RANDOM
    height, claimed = exact(ball, parameters, label), by_the_claims(ball, parameters, label, softplus)
    np.testing.assert_allclose(height, claimed, rtol=1e-14, atol=1e-15)
    assert (descended(ball, parameters, label) <= height * (1 + 1e-14)).all()


@BALLS
@LABELS
@pytest.mark.parametrize("count", [0, 1, AT_ONCE, AT_ONCE + 1])
def test_part_by_part_the_losses_are_those_of_each_parameter(ball, label, count):
    parameters = np.resize(RANDOM[:7], (count, 2))
    for work in (exact, descended):
        alone = work(ball, RANDOM[:7], label)
        np.testing.assert_allclose(work(ball, parameters, label), np.resize(alone, count), rtol=1e-15)


@BALLS
@LABELS
def test_pgd_never_exceeds_the_closed_form(ball, label):
    assert (descended(ball, PARAMETERS, label) - exact(ball, PARAMETERS, label)).max() <= ROUNDING


@BALLS
def test_for_the_label_1_pgd_falls_short_by_no_more_than_the_proved_bound(ball):
    size = np.abs(PARAMETERS).sum(-1) if ball == "Linf" else np.linalg.norm(PARAMETERS, axis=-1)
    bound = 1 / (1 + np.exp(-0.2784645427610738)) * (STEP * size) ** 2 / 4
    missed = exact(ball, PARAMETERS) - descended(ball, PARAMETERS)
    assert (missed <= bound + ROUNDING).all()
    assert missed.max() < 0.00023


@pytest.mark.parametrize("ball, places, most", [("L2", 6, 0.04998), ("Linf", 8, 0.11438)])
def test_for_the_label_minus_1_pgd_sticks_at_the_worse_end(ball, places, most):
    missed = exact(ball, PARAMETERS, -1.0) - descended(ball, PARAMETERS, -1.0)
    assert (missed > 0.01).sum() == places
    assert missed.max() == pytest.approx(most, abs=1e-5)


def test_the_printed_example_of_sticking():
    at = np.array([[2.0, 0.7]])
    (missed,) = exact("Linf", at, -1.0) - descended("Linf", at, -1.0)
    assert missed == pytest.approx(0.168906770070966, abs=1e-12)


@pytest.mark.parametrize("key, ball", [("l2", "L2"), ("linf", "Linf")])
def test_the_loss_bends_at_the_tie_and_only_there(key, ball):
    low, high = map(float, RADII[key][2:])
    line = np.linspace(0.6, 0.8, 4001)
    values = exact(ball, line[:, None] * np.array([1.0, -1.0]), -1.0)
    bend = np.diff(values, 2) / np.diff(line)[0]
    (place,) = np.flatnonzero(bend > 0.05)[:1]
    assert low - 1e-4 < line[place + 1] < high + 1e-4
    assert np.delete(bend, [place - 1, place, place + 1]).max() < 0.01


def test_every_row_of_the_ledger_on_the_swish_model_is_there():
    names = {row["id"] for row in rows(discover("proofs"))}
    wanted = {"eq-44", "figure-6", "remark-figure-6-interior", "remark-several-maxima", "remark-pgd"}
    assert wanted <= names


def test_the_two_false_sentences_of_the_corner_are_refuted_and_repaired():
    corner = statement_of("proofs.section_3_2_4.remark_figure6_interior")
    expected = {c.name: c.expected for c in corner.claims}
    assert expected["inside-printed"] == expected["lemma-4-printed"] == "REFUTED"
    assert {c.repairs for c in corner.claims if c.repairs} == {"inside-printed", "lemma-4-printed"}
