"""The swish model: its closed form against a search over the ball and against PGD, on the square of Figure 6."""

import numpy as np
import pytest

from proofs.figures.kernels import EPS, POINT, grid
from proofs.figures.swish import STEP, descended, exact
from proofs.section_3_2_3.remark_several_maxima import RADII
from verify.judging.catalogue import discover, rows
from verify.language.module import statement_of

PARAMETERS = grid(21)[0]
ROUNDING = 1e-12
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
