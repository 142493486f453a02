"""The figures: how a package declares them, that their bytes repeat, and that what they show is true."""

import re

import numpy as np
import pytest

from proofs.figures import FIGURES, border, jumps, maxima, swish
from proofs.figures.kernels import DATA, EPS, LABEL, LABELS, POINT, adversarial, evaluate, gradient, perturbation
from proofs.section_3_2_1.lemma4_families import quadratic
from proofs.setting import theta, x
from verify.report import put_images
from verify.report.sections import figures
from verify.report.sections.figures import Figure, MissingTool, image

RANDOM = np.random.default_rng(7).uniform(-2, 2, (1000, 2))
AROUND = np.linspace(0, 2 * np.pi, 720, endpoint=False)
CIRCLE = EPS * np.column_stack([np.cos(AROUND), np.sin(AROUND)])
SIDE = np.linspace(-EPS, EPS, 181)
SQUARE = np.array([(s, t) for s in SIDE for t in (-EPS, EPS)] + [(s, t) for t in SIDE for s in (-EPS, EPS)])
BALLS = {"L2": CIRCLE, "Linf": SQUARE}
# The loss is Lipschitz in delta, and no point of the border is further than this from one that is tried.
NEAR = {"L2": EPS * np.pi / 720, "Linf": EPS / 180}


def logistic(margin):
    return np.logaddexp(0, -margin)


@pytest.fixture(scope="module")
def plotted():
    """What is given to the axes of each figure: every surface as (x, y, z)."""
    found = {}

    def drawn(figure):
        from unittest import mock

        from matplotlib.axes import Axes

        kept, contourf = [], Axes.contourf

        def keep(self, first, second, height, **more):
            kept.append((first, second, height))
            return contourf(self, first, second, height, **more)

        with mock.patch.object(Axes, "contourf", keep):
            image(figure)
        return kept

    for f in FIGURES:
        if f.name in ("figure-2", "figure-3", "figure-6"):
            found[f.name] = drawn(f)
    return found


def picked(surface, count=1000):
    """Random points of a plotted surface: parameters (count, 2) and heights (count,)."""
    first, second, height = surface
    choice = np.random.default_rng(3)
    i, j = choice.integers(len(second), size=count), choice.integers(len(first), size=count)
    return np.column_stack([first[j], second[i]]), height[i, j]


@pytest.mark.parametrize(("name", "data", "labels"), [("figure-2", POINT, LABEL), ("figure-3", DATA, LABELS)])
@pytest.mark.parametrize(("panel", "ball"), [(1, "L2"), (2, "Linf")])
def test_a_plotted_loss_is_that_of_a_search_over_the_border_of_the_ball(plotted, name, data, labels, panel, ball):
    parameters, height = picked(plotted[name][panel])
    clean = labels * (parameters @ data.T)
    worst = (parameters @ BALLS[ball].T).min(1)[:, None]  # the linear model: every label has it on one side
    searched = logistic(clean + worst).mean(1)
    slack = (
        NEAR[ball] * np.abs(parameters).sum(1) if ball == "Linf" else NEAR[ball] * np.linalg.norm(parameters, axis=1)
    )
    assert (searched <= height + 1e-12).all()
    assert (height - searched <= slack).all()


@pytest.mark.parametrize(("name", "data", "labels"), [("figure-2", POINT, LABEL), ("figure-3", DATA, LABELS)])
def test_the_plotted_clean_loss_is_the_logistic_loss(plotted, name, data, labels):
    parameters, height = picked(plotted[name][0])
    assert np.allclose(height, logistic(labels * (parameters @ data.T)).mean(1), rtol=1e-13, atol=0)


def swish_loss(values, label=1.0):
    return logistic(label * values / (1 + np.exp(-values)))


def test_the_plotted_swish_loss_is_that_of_a_search_along_the_line(plotted):
    parameters, height = picked(plotted["figure-6"][1])
    centre, reach = parameters @ POINT[0], EPS * np.abs(parameters).sum(1)
    line = centre[:, None] + np.linspace(-1, 1, 2001) * reach[:, None]
    searched = swish_loss(line).max(1)
    assert (searched <= height + 1e-12).all()
    assert (height - searched <= 1e-5).all()


def test_the_projected_steps_stay_below_the_closed_form(plotted):
    (_, _, found), (_, _, best), *_ = plotted["figure-6"]
    assert (found <= best + 1e-14).all()
    assert (best - found).max() < 2e-4


@pytest.mark.parametrize("ball", ["L2", "Linf"])
def test_for_the_other_label_the_loss_is_that_of_the_better_end(ball):
    dual = np.linalg.norm(RANDOM, ord=2 if ball == "L2" else 1, axis=1)
    line = RANDOM @ POINT[0] + np.linspace(-1, 1, 2001)[:, None] * EPS * dual
    height = swish.exact(ball, RANDOM, label=-1.0)
    assert np.allclose(height, swish_loss(line, -1.0).max(0), rtol=1e-12)
    assert (swish.descended(ball, RANDOM[:100], label=-1.0) <= height[:100] + 1e-14).all()


@pytest.mark.parametrize("name", ["clean", "L2", "Linf"])
def test_the_gradients_in_the_map_of_jumps_are_those_of_the_losses(name):
    h = 1e-6
    parameters = RANDOM[(np.abs(RANDOM) > 0.01).all(1)][:200]
    for axis in np.eye(2):
        after, before = (adversarial(name, parameters + s * h * axis, DATA, LABELS) for s in (1, -1))
        assert np.allclose((after - before) / (2 * h), gradient(name, parameters, DATA, LABELS) @ axis, atol=1e-7)


def test_the_map_shows_a_jump_exactly_on_the_proved_partition():
    away, on_an_axis = np.array([[1.0, 1.0], [-1.5, 0.7]]), np.array([[1.0, 0.0], [0.0, -1.3]])
    steps = (1e-3, 1e-5)

    def grows(name, parameters):
        """Does the difference quotient grow like one over the step?"""
        coarse, fine = (jumps.quotient(name, parameters, step=s) for s in steps)
        return list(fine / coarse > 50)

    assert grows("clean", np.vstack([away, on_an_axis])) == [False] * 4
    assert grows("L2", np.vstack([away, on_an_axis, [[0.0, 0.0]]])) == [False] * 4 + [True]
    assert grows("Linf", np.vstack([away, on_an_axis])) == [False, False, True, True]


@pytest.mark.parametrize("kind", ["inside", "edge"])
def test_no_point_of_the_ball_is_higher_than_the_maximiser_that_is_drawn(kind):
    shape = maxima.INSIDE if kind == "inside" else maxima.EDGE
    disc = np.vstack([r * CIRCLE for r in np.linspace(0, 1, 101)])
    for parameter, best in zip(maxima.PAIR, maxima.maximiser(maxima.PAIR, kind), strict=True):
        top = evaluate(quadratic(x, theta), x=best[None], theta=parameter[None], a=maxima.VECTOR, **shape)[0, 0]
        assert top >= maxima.height(disc, parameter, shape).max()
        assert top - maxima.height(disc, parameter, shape).max() < 1e-4
        assert np.linalg.norm(best) == pytest.approx(EPS) if kind == "edge" else np.linalg.norm(best) < EPS


@pytest.mark.parametrize("p", [1.5, 3.0])
def test_the_attack_of_the_border_is_the_best_on_its_ball(p):
    circle = CIRCLE / np.linalg.norm(CIRCLE, ord=p, axis=1, keepdims=True) * EPS
    found = perturbation(p, RANDOM)
    assert np.allclose(np.linalg.norm(found, ord=p, axis=1), EPS)
    lowest = (RANDOM @ circle.T).min(1)
    assert ((RANDOM * found).sum(1) <= lowest + 1e-12).all()
    assert np.allclose((RANDOM * found).sum(1), lowest, atol=1e-3)


def test_the_speed_is_bounded_up_to_the_euclidean_norm_only():
    near_the_axis = np.array([1e-3, -1e-3])
    assert np.allclose(border.speed(2.0, near_the_axis), 1, atol=1e-6)
    assert (border.speed(1.5, near_the_axis) < 0.1).all()
    assert (border.speed(8.0, near_the_axis) > 20).all()


def test_every_figure_states_its_parameters_and_repeats_its_bytes():
    assert [f.name for f in FIGURES][:6] == [f"figure-{n}" for n in (1, 2, 3, 4, 5, 6)]
    for f in FIGURES:
        assert re.search(r"= |\d", f.caption)
    one, two = image(FIGURES[0]), image(FIGURES[0])
    assert (one.svg, one.pdf) == (two.svg, two.pdf)
    assert b"<text" not in one.svg
    assert b"/FontFile2" in one.pdf
    assert b"/Type3" not in one.pdf


def simple(axes):
    axes[0].plot([0, 1], [1, 0])


def test_a_figure_is_written_in_both_forms(tmp_path):
    made = image(Figure("a-line", "A line", "From 0 to 1.", ("one",), simple))
    assert [f.name for f in put_images([made], tmp_path)] == ["a-line.svg", "a-line.pdf"]
    assert (tmp_path / "a-line.pdf").read_bytes().startswith(b"%PDF")


@pytest.fixture
def drawing(paper):
    """A package with one statement and one figure."""
    paper.add(lemma1='STATEMENT = statement("lemma-1", true("a"))')
    (paper.root / paper.name / "figures.py").write_text(
        "from verify.report.sections.figures import Figure\n"
        "FIGURES = (Figure('figure-1', 'A line', 'From 0 to 1.', ('one',), lambda axes: axes[0].plot([0, 1], [1, 0])),)\n"
    )
    return paper


def test_figures_are_drawn_by_number_or_name(drawing, verify, tmp_path):
    code, out, _ = verify("figures", "1", "--out", "drawn")
    assert (code, out.splitlines()) == (0, ["drawn/figure-1.svg", "drawn/figure-1.pdf"])
    assert (tmp_path / "drawn" / "figure-1.svg").read_bytes().startswith(b"<?xml")


def test_an_unknown_figure_is_named_with_the_known_ones(drawing, verify):
    code, out, err = verify("figures", "2", "--out", "drawn")
    assert (code, out) == (2, "")
    assert err == "verify figures: unknown figure '2'; did you mean figure-1?; there are figure-1\n"


def test_the_report_shows_the_figures_of_the_package(drawing, verify, tmp_path):
    code, out, _ = verify("report", "--format", "tex,html", "--examples", "50", "--out", "made")
    assert code == 0
    written = ["verdicts.json", "certificates.jsonl", "figures/figure-1.svg", "figures/figure-1.pdf"]
    assert out.splitlines()[:4] == [f"made/{name}" for name in written]
    assert r"\includegraphics[width=\linewidth]{figures/figure-1.pdf}" in (tmp_path / "made/report.tex").read_text()
    assert '<img src="../figures/figure-1.svg"' in (tmp_path / "made/pages/figures.html").read_text()


def test_without_matplotlib_the_rest_of_the_report_is_written(drawing, verify, tmp_path, monkeypatch):
    def missing(figure):
        raise MissingTool("matplotlib is not installed: pip install matplotlib")

    monkeypatch.setattr(figures, "image", missing)
    code, _, err = verify("report", "--format", "tex,html", "--examples", "50", "--out", "made")
    assert (code, err) == (3, "verify report: matplotlib is not installed: pip install matplotlib\n")
    written = ["certificates.jsonl", "derivations.tex", "index.html", "pages", "report.tex", "verdicts.json"]
    assert sorted(f.name for f in (tmp_path / "made").iterdir()) == written
