"""An attack against the largest loss: the linear model's optimum, the network's certified maximum, and what breaks a budget."""

import json
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from flint import arb, arb_mat

from practice.balls import Undecided, exact, precisely
from practice.constants import on_sphere, smallest_singular_value, triangular
from practice.model import Model
from verify.cli import main
from verify.search.attack.grade import excess, grade, model_of
from verify.search.attack.linear import largest_gain, norm, rooms
from verify.search.attack.maximum import is_positive, largest, local, perturbation, whole
from verify.search.attack.network import Margin, Network, column, segment, swish

ORDERS = (Fraction(1), Fraction(6, 5), Fraction(3, 2), Fraction(2), Fraction(3), Fraction(7), None)


@pytest.fixture(autouse=True)
def with_many_bits():
    with precisely():
        yield


def net(inner, shifts, outer, shift=0):
    balls = [[exact(Fraction(w)) for w in row] for row in inner]
    return Network(
        arb_mat(balls),
        column(map(exact, map(Fraction, shifts))),
        column(map(exact, map(Fraction, outer))),
        exact(shift),
    )


def drawn(seed, units, inputs):
    draw = np.random.default_rng(seed)
    return net(
        [[Fraction(int(w), 100) for w in row] for row in draw.integers(-150, 150, (units, inputs))],
        [Fraction(int(w), 100) for w in draw.integers(-100, 100, units)],
        [Fraction(int(w), 100) for w in draw.integers(-200, 200, units)],
    )


def at(network, seed=0, y=1):
    return Margin(
        network,
        column(exact(Fraction(int(v), 16)) for v in np.random.default_rng(seed).integers(0, 17, network.inputs)),
        y,
    )


def floats(matrix):
    return np.array([[float(e) for e in row] for row in matrix.tolist()])


def margins(here, deltas):
    """m at many perturbations, in floating point."""
    w, b, v = (floats(m) for m in (here.network.inner, here.network.shifts, here.network.outer))
    u = (floats(here.x)[:, 0] + deltas) @ w.T + b[:, 0]
    return -here.y * ((u / (1 + np.exp(-u))) @ v[:, 0] + float(here.network.shift))


def sampled(inputs, ball, eps, count=4000):
    draw = np.random.default_rng(1)
    if ball == "Linf":
        return np.concatenate([draw.uniform(-eps, eps, (count, inputs)), eps * draw.choice([-1, 1], (count, inputs))])
    rows = draw.normal(size=(count, inputs))
    rows *= eps / np.sqrt((rows**2).sum(1, keepdims=True))
    return np.concatenate([rows, rows * draw.uniform(size=(count, 1))])


# The network.
@pytest.mark.parametrize("middle", [-20.0, -1.28, 0.0, 0.3, 9.0])
@pytest.mark.parametrize("radius", [0, 1e-4, 0.5, 6])
def test_the_balls_of_swish_hold_its_values_and_slopes(middle, radius):
    held = swish(arb(middle, radius))
    for u in np.linspace(middle - radius, middle + radius, 23):
        assert all(wide.overlaps(narrow) for wide, narrow in zip(held, swish(arb(float(u))), strict=True))
        h = arb(2) ** -30
        for k in (0, 1):
            slope = (swish(arb(float(u)) + h)[k] - swish(arb(float(u)) - h)[k]) / (2 * h)
            assert abs(float(slope) - float(swish(arb(float(u)))[k + 1])) < 1e-8


CASES = [
    (units, inputs, ball, eps)
    for units, inputs in ((1, 1), (1, 3), (2, 2), (2, 5), (3, 2), (3, 7), (5, 2))
    for ball, eps in product(("L2", "Linf"), (0.25, 1.5))
]


@pytest.mark.parametrize(("units", "inputs", "ball", "eps"), CASES)
def test_no_perturbation_has_a_larger_margin_and_the_maximiser_has_this_one(units, inputs, ball, eps):
    for seed, y in product(range(3), (-1, 1)):
        here = at(drawn(seed, units, inputs), seed, y)
        found = largest(whole(here, ball, arb(eps)))
        assert margins(here, sampled(inputs, ball, eps)).max() <= float(found.value.upper()) + 1e-9
        if found.root is not None and not (found.root.kind == "inside" and units < inputs):
            delta = column(perturbation(here, ball, arb(eps), found.root))
            assert here.moved(delta).overlaps(found.value)
            size = norm([Fraction(float(d)) for d in delta.entries()], Fraction(2) if ball == "L2" else None)
            assert float(size) <= eps * (1 + 1e-9)


def test_most_of_these_are_decided():
    decided = [
        largest(whole(at(drawn(seed, units, inputs), seed), ball, arb(eps))).root is not None
        for units, inputs, ball, eps in CASES
        for seed in range(3)
    ]
    assert sum(decided) >= 0.9 * len(decided)


def test_the_unit_of_a_network_at_rest_lies_inside_where_the_ball_holds_it():
    """One unit, one input, y v > 0: the maximiser is where s' = 0, at u* = -1.278..., if it is reached."""
    here = at(net([["1"]], ["-1"], ["1"]), y=1)
    far = float(here.origin[0, 0]) + 1.2784645427610738
    for ball in ("L2", "Linf"):
        inside, outside = (largest(whole(here, ball, arb(far * share))).root for share in (1.5, 0.5))
        assert inside.kind == "inside" and abs(float(inside.t[0, 0]) + far) < 1e-12
        assert outside.kind == ("sphere" if ball == "L2" else "corner")


def test_two_equal_maximisers_are_not_decided():
    """u = ±t and m = s(u) + s(-u), an even function that is larger at both ends than between."""
    here = Margin(net([["1"], ["-1"]], ["0", "0"], ["1", "1"]), arb_mat([[arb(0)]]), -1)
    for ball in ("L2", "Linf"):
        found = largest(whole(here, ball, arb(2)), most=300)
        assert found.root is None and found.value.overlaps(here.moved(arb_mat([[arb(2)]])))


def test_a_column_of_zeros_leaves_a_coordinate_of_the_cube_open():
    here = at(net([["1", "0", "2"], ["0", "0", "1"]], ["0", "0"], ["1", "1"]))
    assert largest(whole(here, "Linf", arb(0.1)), most=300).root is None
    assert largest(whole(here, "L2", arb(0.1))).root.kind == "sphere"


def test_linearly_dependent_units_are_open_or_right():
    here = at(net([["1", "2", "0"], ["2", "4", "0"]], ["0", "1"], ["1", "-1"]))
    for ball in ("L2", "Linf"):
        found = largest(whole(here, ball, arb(1)), most=300)
        assert margins(here, sampled(3, ball, 1)).max() <= float(found.value.upper()) + 1e-9


def test_a_perturbation_near_the_maximiser_leads_to_it_and_another_one_does_not():
    here = at(drawn(0, 3, 7))
    for ball in ("L2", "Linf"):
        found = largest(whole(here, ball, arb(0.25))).root
        delta = column(e.mid() for e in perturbation(here, ball, arb(0.25), found))
        assert local(here, ball, arb(0.25), delta).same(found)
        other = local(here, ball, arb(0.25), -delta)
        assert other is None or not other.same(found)


@pytest.mark.parametrize("share", [(0, 1), (Fraction(1, 4), Fraction(1, 2))])
def test_a_segment_of_networks_holds_each_of_them(share):
    first, last = drawn(0, 2, 5), drawn(1, 2, 5)
    held = segment(first, last, exact(share[0]).union(exact(share[1])))
    x = at(first).x
    for s in (share[0], (share[0] + share[1]) / Fraction(2), share[1]):
        one = segment(first, last, exact(s))
        inner = first.inner + (last.inner - first.inner) * exact(s)
        assert all(
            a.overlaps(b) for a, b in zip(one.gram.entries(), (inner * inner.transpose()).entries(), strict=True)
        )
        for name in ("inner", "shifts", "outer", "gram"):
            pairs = zip(getattr(held, name).entries(), getattr(one, name).entries(), strict=True)
            assert all(a.overlaps(b) for a, b in pairs)
        assert all(a.overlaps(b) for a, b in zip(held.units_at(x).entries(), one.units_at(x).entries(), strict=True))


# The constants of Lemma 5.
def gradient(weights, units, x, y):
    """∇_xℓ in floating point."""
    d = len(x)
    w, b, v, c = np.split(weights, [units * d, units * d + units, units * d + 2 * units])
    u = w.reshape(units, d) @ x + b
    p = 1 / (1 + np.exp(-u))
    return -y / (1 + np.exp(y * (v @ (u * p) + c[0]))) * (w.reshape(units, d).T @ (v * p * (1 + u * (1 - p))))


def numeric(f, at, h=1e-5):
    return np.array([(f(at + h * e) - f(at - h * e)) / (2 * h) for e in np.eye(len(at))]).T


@pytest.mark.parametrize(("units", "inputs"), [(2, 5), (3, 2), (2, 2)])
def test_the_constants_are_those_of_numeric_derivatives(units, inputs):
    for seed, eps in product(range(4), (0.1, 0.5)):
        network = drawn(seed, units, inputs)
        here = at(network, seed)
        root = largest(whole(here, "L2", arb(eps))).root
        if root is None or root.kind != "sphere":
            continue
        found = on_sphere(here, arb(eps), root.t)
        x, flat = (
            floats(found.example)[:, 0],
            [floats(m).ravel() for m in (network.inner, network.shifts, network.outer)],
        )
        weights = np.concatenate([*flat, [float(network.shift)]])
        n = (x - floats(here.x)[:, 0]) / eps
        alpha = gradient(weights, units, x, 1) @ n
        hessian = numeric(lambda z, w=weights: gradient(w, units, z, 1), x)
        tangent = np.eye(inputs) - np.outer(n, n)
        bordered = np.block([[np.zeros((1, 1)), -n[None]], [-n[:, None], hessian - alpha / eps * tangent]])
        c, mixed = (
            np.linalg.svd(bordered)[1][-1],
            np.linalg.norm(numeric(lambda w, z=x: gradient(w, units, z, 1), weights), 2),
        )
        assert float(found.multiplier) == pytest.approx(alpha, rel=1e-6)
        assert c * 0.9 <= float(found.c) <= c * (1 + 1e-5)
        assert mixed * (1 - 1e-5) <= float(found.mixed) <= mixed * 1.5
        block = tangent @ hessian @ tangent - alpha / eps * tangent
        assert found.strict is bool(alpha > 0 and np.sort(np.linalg.eigvalsh(block))[-2 if inputs > 1 else -1] < 0)


def test_a_bound_from_below_of_singular_values_is_one_for_every_matrix_of_the_balls():
    wide = arb_mat([[arb(2, 0.1), arb(0, 0.1)], [arb(0, 0.1), arb(1, 0.1)]])
    assert 0.5 < float(smallest_singular_value(wide)) <= np.linalg.svd([[1.9, 0.1], [0.1, 0.9]])[1][-1]
    with pytest.raises(Undecided):
        smallest_singular_value(arb_mat([[arb(1), arb(1)], [arb(1), arb(1, 0.1)]]))


def test_definiteness_and_the_triangular_root_ask_for_positive_pivots():
    assert is_positive(arb_mat([[2, 1], [1, 2]])) and not is_positive(arb_mat([[1, 2], [2, 1]]))
    assert not is_positive(arb_mat([[arb(0, 1)]]))
    with pytest.raises(Undecided):
        triangular(arb_mat([[1, 1], [1, 1]]))


def test_the_weights_of_a_model_are_multiples_of_1e_5():
    model = Model(((1, -2),), (3,), (100_000,), -4)
    assert model.network.inner[0, 1].overlaps(exact(Fraction(-2, 100_000))) and float(model.network.outer[0, 0]) == 1


# The linear model.
@pytest.mark.parametrize("p", ORDERS)
@pytest.mark.parametrize("box", [None, (Fraction(0), Fraction(1))])
def test_no_feasible_perturbation_gains_more_and_one_gains_as_much(p, box):
    draw = np.random.default_rng(0)
    for _ in range(30):
        d, y = int(draw.integers(1, 5)), int(draw.choice([-1, 1]))
        theta, x = (
            [Fraction(int(v), 7) for v in draw.integers(-9, 10, d)],
            [Fraction(int(v), 8) for v in draw.integers(0, 9, d)],
        )
        eps = Fraction(int(draw.integers(1, 12)), 8)
        most = largest_gain(theta, p, eps, rooms(theta, x, y, box) if box else None)
        rows = np.concatenate([draw.normal(size=(300, d)), -y * np.array([float(t) for t in theta])[None] + 1e-9])
        order = np.inf if p is None else float(p)
        rows *= float(eps) / np.linalg.norm(rows, ord=order, axis=1, keepdims=True)
        if box:
            rows = np.clip(rows, -np.array([float(e) for e in x]), 1 - np.array([float(e) for e in x]))
        gains = -y * (rows @ np.array([float(t) for t in theta]))
        assert gains.max() <= float(most.upper()) + 1e-9
        assert float(most.rad()) < 1e-9
        if p == 2 and not box:
            assert gains.max() == pytest.approx(float(most), abs=1e-6)


def test_optima_that_are_known():
    theta, x, unit = (Fraction(3), Fraction(-4)), (Fraction(1, 2), Fraction(7, 8)), (Fraction(0), Fraction(1))
    known = {None: Fraction(7), Fraction(2): Fraction(5), Fraction(1): Fraction(4)}
    for p, gained in known.items():
        assert largest_gain(theta, p, Fraction(1)).overlaps(exact(gained))
    room = rooms(theta, x, 1, unit)
    assert room == [Fraction(1, 2), Fraction(1, 8)]
    assert largest_gain(theta, None, Fraction(1), room).overlaps(exact(Fraction(2)))
    assert largest_gain(theta, Fraction(1), Fraction(1, 4), room).overlaps(
        exact(4 * Fraction(1, 8) + 3 * Fraction(1, 8))
    )
    for p in ORDERS:  # a room that the budget covers is used up
        assert largest_gain(theta, p, Fraction(2), room).overlaps(exact(Fraction(2)))


@pytest.mark.parametrize("p", ORDERS)
def test_a_perturbation_that_is_too_long_by_a_rounding_is_too_long(p):
    long, short = [Fraction(0.1), Fraction(0)], [Fraction(1, 10), Fraction(0)]
    assert excess(long, p, Fraction(1, 10)) > 0 and excess(short, p, Fraction(1, 10)) == 0 == excess([], p, Fraction(1))
    spread = [Fraction(3), Fraction(4)]
    assert bool(excess(spread, p, Fraction(5)) > 0) is (p is not None and p < 2)


def test_a_perturbation_on_the_border_is_within_it_or_no_answer():
    """3³ + 4³ + 5³ = 6³: exact for whole numbers; for their squares over 49 no number of bits tells it."""
    assert excess([Fraction(3), Fraction(4), Fraction(5)], Fraction(3), Fraction(6)) == 0
    with pytest.raises(ValueError, match="not told apart"):
        excess([Fraction(n, 49) for n in (9, 16, 25)], Fraction(3, 2), Fraction(36, 49))


def test_a_network_is_graded_by_its_certified_maximum():
    model = model_of(
        {"inner": [["1", "-1/2", "2"], ["0", "1", "1"]], "shifts": [0, "1/2"], "outer": [1, "-2"], "shift": 0}
    )
    x = (Fraction(1, 2),) * 3
    for p, eps in ((Fraction(2), Fraction(1, 4)), (None, Fraction(1, 4))):
        graded = grade(model, x, 1, [Fraction(-1, 8), Fraction(1, 8), Fraction(-1, 8)], p, eps)
        assert 0 < float(graded.part) <= 1 and not graded.breaks
    with pytest.raises(ValueError, match="without a box"):
        grade(model, x, 1, x, None, Fraction(1), (Fraction(0), Fraction(1)))
    with pytest.raises(ValueError, match="L2 and L-infinity"):
        grade(model, x, 1, x, Fraction(3), Fraction(1))


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "model.json").write_text('{"theta": [0.5, "-1/3", 2]}', encoding="utf-8")
    tenth = [["-0.1", "1/10", "-1/10"], ["0.1", "-0.1", "0.1"]]
    points = {"x": [[0, 0.5, 1], [1, 0.25, "0.3"]], "y": [1, -1], "delta": tenth}
    (tmp_path / "points.json").write_text(json.dumps(points), encoding="utf-8")
    np.savez(
        tmp_path / "points.npz",
        **{k: np.array(v, dtype=float) for k, v in points.items() if k != "delta"},
        delta=np.zeros((2, 3)),
    )
    np.savez(tmp_path / "flat.npz", x=np.zeros(3), y=np.ones(3))
    (tmp_path / "model.npz").write_bytes(b"PK\x03\x04 cut off")
    (tmp_path / "huge.json").write_text('{"x": [["1e999999999"]], "y": [1], "delta": [[0]]}', encoding="utf-8")
    odd = {"inner": [[1, 2], [1]], "shifts": [0, 0], "outer": [1, 1], "shift": 0}
    (tmp_path / "odd.json").write_text(json.dumps(odd), encoding="utf-8")
    (tmp_path / "users_own.py").write_text(
        "def fgsm(x, y, eps):\n    return [[-eps * t for t in (1, -1, 1)], [eps * t for t in (1, -1, 1)]]\n",
        encoding="utf-8",
    )
    return tmp_path


def test_decimals_as_texts_are_exact_and_reach_all_of_the_optimum(files, capsys):
    assert main(["attack", "model.json", "points.json", "--norm", "inf", "--eps", "0.1", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["broken"] == [] and [p["excess"] for p in found["points"]] == ["0", "0"]
    assert all(Fraction(p["part"][0]) <= 1 <= Fraction(p["part"][1]) for p in found["points"])
    assert found["points"][0]["largest"] == ["0.283333", "0.283334"]


def test_a_users_function_is_asked_and_its_floats_are_too_large_by_a_rounding(files, capsys):
    assert (
        main(
            ["attack", "model.json", "points.npz", "--norm", "inf", "--eps", "0.1", "--by", "users_own:fgsm", "--json"]
        )
        == 1
    )
    found = json.loads(capsys.readouterr().out)
    assert found["broken"] == [0, 1] and found["points"][0]["excess"] == "1/180143985094819840"


def test_what_is_said_fits_a_terminal(files, capsys):
    assert main(["attack", "model.json", "points.json", "--norm", "2", "--eps", "1/10", "--box", "0:1"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "2 perturbations, ‖δ‖ ≤ 1/10 in L2" and "larger than allowed: 2" in lines
    assert max(map(len, lines)) <= 80


def test_a_box_may_begin_with_a_minus_sign(files, capsys):
    assert (
        main(["attack", "model.json", "points.json", "--norm", "inf", "--eps", "1/10", "--box", "-1:1", "--json"]) == 1
    )
    assert [p["outside"] for p in json.loads(capsys.readouterr().out)["points"]] == ["0", "1/10"]
    assert main(["attack", "model.json", "points.json", "--norm", "inf", "--eps", "-1/2"]) == 2
    assert "not positive" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nix.json", "points.json"], "cannot be read"),
        (["model.json", "nix.npz"], "cannot be read"),
        (["points.json", "points.json"], "a model is what verify attack --help says"),
        (["odd.json", "points.json"], "all of one length"),
        (["model.json", "model.json"], "is not what is expected"),
        (["model.json", "flat.npz"], "must hold x and delta"),
        (["model.json", "model.npz"], "cannot be read"),
        (["model.json", "huge.json"], "is not what is expected"),
        (["model.json", "points.json", "--by", "users_own"], "module:function"),
        (["model.json", "points.json", "--by", "users_own:none"], "module:function"),
        (["model.json", "points.json", "--box", "0:1/4"], "outside of the box"),
    ],
)
def test_what_cannot_be_graded_is_said_in_one_line(files, capsys, arguments, says):
    assert main(["attack", *arguments, "--norm", "inf", "--eps", "1/10"]) == 2
    said = capsys.readouterr().err
    assert says in said and said.count("\n") == 1 and said.startswith("verify attack: ")


@pytest.mark.parametrize(
    ("option", "value"),
    [("--norm", "1/2"), ("--norm", "x"), ("--eps", "0"), ("--eps", "-1"), ("--eps", "1e999999999"), ("--box", "1:0")],
)
def test_an_option_without_sense_is_refused(files, capsys, option, value):
    options = {"--norm": "2", "--eps": "1", option: value}
    assert main(["attack", "model.json", "points.json", *(f"{k}={v}" for k, v in options.items())]) == 2
    assert option in capsys.readouterr().err
