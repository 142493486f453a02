"""Training held against the claims: what is measured is what the claims speak of, and a bound that is broken is not missed."""

import json
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from math import exp, log1p
from pathlib import Path

import numpy as np
import pytest
from flint import arb

import practice.bounds
import practice.check
import practice.make
import practice.model
import practice.moved
import practice.plan
import practice.record
import practice.training
from practice.attacked import correct, point, quantiles
from practice.balls import Undecided, at_most, enclosed, nearest, precisely, shown
from practice.bounds import BOUNDS
from practice.data import DataSet, digits, from_json, root_above, to_json
from practice.engine import CLAIMS, at_crossing, at_step
from practice.iterate import UNIT, Iterate, Step, Training
from practice.jumps import Crossing, crossings
from practice.path import following, path, start
from practice.plan import CLASSES, STEPS
from practice.record import THRESHOLD, record
from proofs.figures.kernels import GRADIENTS, LOSSES, evaluate
from verify.cli import main as verify
from verify.kernel.certify import admissible
from verify.kernel.evaluate import ball
from verify.language.sentence import unmarked

ROOT = Path(__file__).parent.parent
STORED = json.loads((ROOT / "reports" / "practice.json").read_text(encoding="utf-8"))
# One point, so every margin is one number: ε* is √212/16 under L2 and 3/4 under L∞. Under L∞ the weights of the features below
# ε are driven to 0 and cross it again and again.
MADE = DataSet("made", ((12, 8, 2, 0),), (1,))
UNEVEN = DataSet("uneven", ((3, 0, 16, 1), (0, 9, 2, 2), (5, 5, 5, 0)), (1, -1, 1))
EVERY = [(data, name, eps) for data in (MADE, UNEVEN) for name in BOUNDS for eps in (Fraction(1, 4), Fraction(1))]


@pytest.fixture(autouse=True)
def with_many_bits():
    with precisely():
        yield


def made(positive, negative):
    return MADE if (positive, negative) == CLASSES else UNEVEN


@pytest.fixture
def small(monkeypatch, tmp_path):
    """`make data` on sets of our own, twenty steps a run and four of the network, in this process; what it returns."""
    for module in (practice.make, practice.check):
        monkeypatch.setattr(module, "digits", made)
    monkeypatch.setattr(practice.plan, "STEPS", 20)
    monkeypatch.setattr(practice.plan, "FOLLOWED", (1,))
    monkeypatch.setattr(practice.training, "STEPS", 4)
    out, kept = tmp_path / "practice.json", tmp_path / "kept.jsonl"

    def make(*options):
        return practice.make.main(["--workers", "1", "--out", str(out), "--kept", str(kept), *options])

    make.out, make.kept = out, kept
    return make


def steps_of(data, name, eps, count=12):
    return [Step(*pair) for pair in pairwise(path(start(Training(data, name, eps)), count))]


def at(data, name, *weights, eps=Fraction(1, 4)):
    return Iterate(Training(data, name, eps), weights)


# Data.
def test_the_radius_is_the_smallest_multiple_that_holds_every_point():
    square = max(sum(v * v for v in x) for x in UNEVEN.points)
    assert UNEVEN.radius**2 >= square > (UNEVEN.radius - Fraction(1, 1024)) ** 2
    assert root_above(Fraction(9, 4)) == Fraction(3, 2)


def test_stored_images_are_read_back_and_what_is_no_pixel_is_refused():
    assert from_json(to_json(UNEVEN)) == UNEVEN
    with pytest.raises(KeyError, match="h"):
        from_json({"name": "bad", "images": ["+1 0h00"]})
    with pytest.raises(KeyError, match="-1"):
        to_json(DataSet("bad", ((-1,),), (1,)))


def test_without_the_digits_one_line_says_what_to_install(monkeypatch, capsys):
    def missing(name):
        raise practice.data.PackageNotFoundError(name)

    monkeypatch.setattr(practice.data, "distribution", missing)
    assert practice.make.main([]) == 2
    assert capsys.readouterr().err == (
        "practice: the digits are a file of scikit-learn: .venv/bin/python -m pip install --no-deps scikit-learn\n"
    )


def test_the_digits_are_read_without_importing_scikit_learn(monkeypatch, tmp_path):
    import gzip

    file = tmp_path / "digits.csv.gz"
    file.write_bytes(gzip.compress(b"0.0,16.0,3.0\n1.0,2.0,8.0\n5.0,5.0,7.0\n"))
    place = type("Place", (), {"locate_file": lambda self, name: file})
    monkeypatch.setattr(practice.data, "distribution", lambda name: place())
    assert digits(3, 8) == DataSet("digits 3 and 8", ((0, 16), (1, 2)), (1, -1))


# Balls.
def test_what_overlaps_is_not_decided():
    wide = arb(1, 0.25)
    assert at_most(arb(0), wide) and not at_most(wide, arb(0)) and at_most(arb(1), arb(1))
    for left, right in ((wide, arb(1)), (wide, wide)):
        with pytest.raises(Undecided):
            at_most(left, right)
    assert [nearest(arb(v)) for v in (-1.25, 0.25, 0.75)] == [-1, 0, 1]
    with pytest.raises(Undecided):
        nearest(arb(0.5, 0.125))


def test_an_enclosure_is_printed_outward():
    assert shown(enclosed(arb(1) / 3)) == ["0.333333", "0.333334"]
    assert shown(enclosed(arb(-1) / 3)) == ["-0.333334", "-0.333333"]
    assert shown(enclosed(arb(1) / 2)) == ["0.500000", "0.500000"]


# The model.
@pytest.mark.parametrize(("data", "name", "eps"), EVERY)
def test_loss_and_gradient_are_those_of_the_claims(data, name, eps):
    for step in steps_of(data, name, eps, 4):
        here = step.before
        point = {
            "theta": np.array([here.theta], dtype=float),
            "x_n": np.array(data.points, dtype=float),
            "y_n": np.array(data.labels, dtype=float),
            "varepsilon": float(eps),
        }
        assert float(here.loss) == pytest.approx(evaluate(LOSSES[name], **point)[0, 0], rel=1e-12)
        assert [float(g) for g in here.gradient] == pytest.approx(evaluate(GRADIENTS[name], **point)[0], abs=1e-12)


def test_the_made_set_has_the_gradient_that_is_known():
    here = at(MADE, "Linf", 10_000, 20_000, -5_000, 0)
    m = -(0.1 * 0.75 + 0.2 * 0.5 - 0.05 * 0.125) + 0.25 * 0.35
    known = [(-v + 0.25 * s) / (1 + exp(-m)) for v, s in ((0.75, 1), (0.5, 1), (0.125, -1), (0, 0))]
    assert [float(g) for g in here.gradient] == pytest.approx(known, rel=1e-14)
    assert float(here.loss) == pytest.approx(log1p(exp(m)), rel=1e-14)


def test_a_step_is_the_exact_one_rounded_to_five_digits():
    here = at(MADE, "Linf", 10_000, 20_000, -5_000, 0)
    exact = [w - UNIT * float(g) / 8 for w, g in zip(here.weights, here.gradient, strict=True)]
    assert following(here).weights == tuple(map(round, exact))


def test_under_l2_there_is_no_step_from_0():
    with pytest.raises(ValueError, match="no gradient at θ = 0"):
        following(at(MADE, "L2", 0, 0, 0, 0))


def test_the_weights_of_features_below_eps_cross_0_again_and_again_and_no_other_does():
    turned = {i for step in steps_of(MADE, "Linf", Fraction(1, 4), 120)[60:] for i in step.turned}
    assert turned == {2, 3}


# The bounds.
@pytest.mark.parametrize(("data", "name", "eps"), EVERY)
def test_both_sides_of_a_bound_and_its_assumptions_are_those_of_its_claim(data, name, eps):
    for step in steps_of(data, name, eps):
        for bound in BOUNDS[name]:
            claim, point = CLAIMS[bound.claim], at_step(step)
            point = {s: v for s, v in point.items() if s in claim_symbols(claim)}
            assert admissible(claim, point) is (not bound.fails(step))
            if not bound.fails(step):
                for ours, side in ((bound.measured, claim.conclusion.lhs), (bound.bound, claim.conclusion.rhs)):
                    assert ours(step).overlaps(ball(side, point)[0])


def claim_symbols(claim):
    from verify.kernel.record import claim_symbols

    return claim_symbols(claim)


@pytest.mark.parametrize(
    ("name", "before", "after", "failing"),
    [
        ("L2", (5, 0, 0, 0), (30_000, 0, 0, 0), {"lemma-2/lipschitz": ("θ_min ≤ ‖θ₁‖",)}),
        ("L2", (25_000, 0, 0, 0), (0, 24_999, 0, 0), {"theorem-1/smooth": ("θ_min ≤ ‖θ₂‖",)}),
        ("Linf", (1, 1, 1, 1), (1, 1, 1, -1), {"theorem-2/same-signs": ("sign θ₁ = sign θ₂",)}),
        ("Linf", (1, 1, 1, 0), (2, 1, 1, 0), {"theorem-2/same-signs": ("no θ₁,ᵢ = 0", "no θ₂,ᵢ = 0")}),
        ("Linf", (1, 1, 1, 1), (-1, -1, 0, 0), {"theorem-2-every-pair/every-pair": ()}),
    ],
)
def test_an_assumption_that_fails_is_named(name, before, after, failing):
    step = Step(at(MADE, name, *before), at(MADE, name, *after))
    assert failing.items() <= {b.claim: b.fails(step) for b in BOUNDS[name]}.items()


def test_a_step_that_stands_still_uses_nothing_of_a_bound():
    step = Step(at(MADE, "Linf", 1, 2, 3, 4), at(MADE, "Linf", 1, 2, 3, 4))
    assert [b.keep(step) for b in BOUNDS["Linf"]] == [None, None]


def test_every_claim_that_is_applied_is_proved():
    verdicts = json.loads((ROOT / "reports" / "verdicts.json").read_text(encoding="utf-8"))["results"]
    proved = {f"{r['id']}/{r['claim']}": r["says"] for r in verdicts if r["verdict"] == "PROVED"}
    assert {*CLAIMS, *THRESHOLD.values()} <= {*proved}
    assert all(proved[name] == unmarked(claim.says) for name, claim in CLAIMS.items())


# The jumps.
@pytest.mark.parametrize("weight", [700, -700])
def test_a_jump_and_its_bounds_are_those_of_the_claims(weight):
    crossing = Crossing(at(UNEVEN, "Linf", 4_000, weight, 0, -300), 1)
    point = at_crossing(crossing)
    jump, limit = (CLAIMS[f"theorem-2-jump/{name}"] for name in ("jump", "jump-limit"))
    sides = (
        ball(jump.conclusion.lhs, point)[0],
        ball(jump.conclusion.rhs, point)[0],
        ball(limit.conclusion.rhs, point)[0],
    )
    ours = crossing.predicted, crossing.measured, crossing.predicted + crossing.room
    assert all(a.overlaps(b) for a, b in zip(ours, sides, strict=True))


def test_changes_of_a_sign_from_0_or_to_it_are_counted():
    steps = [
        Step(at(UNEVEN, "Linf", *a), at(UNEVEN, "Linf", *b))
        for a, b in (((0, 5, 6, 7), (1, 0, -6, 8)), ((1, 2, 3, 0), (-1, 2, 3, 0)))
    ]
    assert {k: practice.record.jumps(steps)[k] for k in ("kept", "from or to 0")} == {"kept": 4, "from or to 0": 2}


def test_a_weight_that_comes_from_0_or_goes_there_has_a_crossing_where_it_is_not_0():
    step = Step(at(UNEVEN, "Linf", 0, 5, 6, 7), at(UNEVEN, "Linf", 1, 0, -6, 8))
    assert [(c.coordinate, c.here is step.before) for c in crossings(step)] == [(0, False), (1, True), (2, True)]


# What is wrong is caught.
def wrong_bound(monkeypatch, claim):
    def worse(b):
        return replace(b, bound=lambda step: b.bound(step) / 1000) if b.claim == claim else b

    monkeypatch.setattr(practice.record, "BOUNDS", {name: tuple(map(worse, bs)) for name, bs in BOUNDS.items()})


def wrong_jump(monkeypatch, claim):
    if claim.endswith("limit"):
        monkeypatch.setattr(Crossing, "room", arb(0))
    else:
        true = Crossing.predicted.func
        monkeypatch.setattr(Crossing, "predicted", property(lambda self: true(self) * 2))


def wrong_threshold(monkeypatch, claim):
    monkeypatch.setattr(DataSet, "mean", property(lambda self: (Fraction(0),) * 4))
    monkeypatch.setattr(practice.plan, "STEPS", 100)


def wrong_constant(monkeypatch, claim):
    monkeypatch.setattr(practice.moved, "lipschitz", lambda *step: arb(1) / 10**6)


@pytest.mark.parametrize(
    ("spoil", "claim"),
    [
        *((wrong_bound, bound.claim) for bounds in BOUNDS.values() for bound in bounds),
        (wrong_jump, "theorem-2-jump/jump"),
        (wrong_jump, "theorem-2-jump/jump-limit"),
        (wrong_threshold, "remark-large-epsilon/optimal-l2"),
        (wrong_constant, "lemma-5/velocity"),
    ],
)
def test_a_wrong_constant_stops_the_run_with_the_point(small, monkeypatch, capsys, spoil, claim):
    spoil(monkeypatch, claim)
    assert small() == 1
    said = capsys.readouterr().err.splitlines()[-1]
    assert said.startswith(f"practice: {claim} is broken: ") and " is not at most " in said and "(" in said
    assert not small.out.exists()


@pytest.mark.parametrize("wide", [arb(0, 1), arb(1, 0.999)])
def test_what_the_balls_do_not_tell_is_no_answer(small, monkeypatch, wide):
    monkeypatch.setattr(Step, "moved", wide)
    assert small() == 3 and not small.out.exists()


# The stored results.
def test_the_same_bytes_come_out_again_and_are_confirmed(small):
    assert small() == 0
    first = small.out.read_bytes()
    assert small() == 0 and small.out.read_bytes() == first
    assert practice.check.main(["--workers", "1", str(small.out)]) == 0


@pytest.mark.parametrize(("run", "step", "coordinate"), [(0, "0", 0), (1, "20", 3), (4, "0", 2), (5, "20", 1)])
def test_a_weight_changed_in_the_fifth_digit_is_named(small, capsys, run, step, coordinate):
    small()
    stored = json.loads(small.out.read_text(encoding="utf-8"))
    weights = stored["runs"][run]["weights"][step].split()
    right = weights[coordinate]
    weights[coordinate] = str(int(right) + 1)
    stored["runs"][run]["weights"][step] = " ".join(weights)
    small.out.write_text(json.dumps(stored), encoding="utf-8")
    capsys.readouterr()
    assert practice.check.main(["--workers", "1", str(small.out)]) == 1
    name = f"runs[{run}].weights.{step}[{coordinate}]"
    assert f"practice.check: {name} is '{weights[coordinate]}', and should be '{right}'\n" in capsys.readouterr().err


@pytest.mark.parametrize(("part", "unit"), [("inner", 0), ("inner", 2), ("shifts", 1), ("outer", 0)])
def test_a_weight_of_the_network_changed_in_the_fifth_digit_is_caught_by_verify_replay(small, capsys, part, unit):
    small()
    assert verify(["replay", str(small.out), "--jobs", "1"]) == 0
    stored = json.loads(small.out.read_text(encoding="utf-8"))
    model = stored["network"]["models"]["4"]
    row = (model[part][unit] if part == "inner" else model[part]).split()
    row[0 if part == "inner" else unit] = str(int(row[0 if part == "inner" else unit]) + 1)
    if part == "inner":
        model[part][unit] = " ".join(row)
    else:
        model[part] = " ".join(row)
    small.out.write_text(json.dumps(stored), encoding="utf-8")
    capsys.readouterr()
    assert verify(["replay", str(small.out), "--jobs", "1"]) == 1
    said = capsys.readouterr().out
    assert ": practice ✗ network." in said.replace("  ", " ") or "network.attacks" in said


@pytest.mark.parametrize(
    "spoil",
    [
        lambda stored: stored["network"].pop("models"),
        lambda stored: stored["network"]["models"]["4"].pop("outer"),
        lambda stored: stored["network"]["models"]["4"]["inner"].pop(),
        lambda stored: stored["network"].update(models={}),
        lambda stored: stored.update(data={"images": ["x"]}),
        lambda stored: stored.update(network=[]),
    ],
)
def test_a_document_that_is_none_is_not_confirmed(small, capsys, spoil):
    small()
    stored = json.loads(small.out.read_text(encoding="utf-8"))
    spoil(stored)
    small.out.write_text(json.dumps(stored), encoding="utf-8")
    assert practice.check.main(["--workers", "1", str(small.out)]) == 2
    assert verify(["replay", str(small.out), "--jobs", "1"]) == 1


# The network.
def test_quantiles_are_those_of_the_numbers():
    found = quantiles([(Fraction(k), Fraction(k)) for k in reversed(range(41))])
    assert [float(low) for low, _ in found] == list(range(0, 41, 2)) and quantiles([]) == []


def test_pgd_keeps_its_budget_and_raises_the_loss():
    data = from_json(STORED["network"]["data"])
    model = practice.model.from_json(STORED["network"]["models"]["1500"])
    x, y = practice.training.inputs(data)
    for name, order, eps in (("L2", 2, 0.25), ("Linf", np.inf, 0.03)):
        delta = practice.training.pgd(model, x[:50], y[:50], name, eps, step=0.01, steps=60)
        assert np.linalg.norm(delta, ord=order, axis=1).max() <= eps + 1e-8
        clean, there = (
            practice.training.slopes(model, x[:50] + d, y[:50]).output * -y[:50] for d in (0 * delta, delta)
        )
        assert (there >= clean).all()


def test_the_network_has_learned():
    data = from_json(STORED["network"]["data"])
    x, y = practice.training.inputs(data)
    last = practice.model.from_json(STORED["network"]["models"]["1500"])
    there = practice.training.slopes(last, x, y).output * -y < 0.5  # σ(-yz) < 1/2
    assert correct(last, data) == there.sum() == STORED["network"]["training"]["right"] > 0.95 * len(data.labels)


def test_an_output_of_0_is_not_right():
    nothing = practice.model.Model(((0, 0, 0, 0),), (0,), (0,), 0)
    assert [correct(replace(nothing, shift=b), UNEVEN) for b in (1, -1)] == [2, 1]
    assert correct(nothing, UNEVEN) == 0


def test_a_stored_model_is_read_back_and_what_is_none_is_refused():
    model = practice.model.Model(((1, -2), (3, 4)), (5, 6), (7, 8), -9)
    assert practice.model.from_json(practice.model.to_json(model)) == model
    with pytest.raises(ValueError, match="k rows of equal length"):
        practice.model.from_json({**practice.model.to_json(model), "outer": "7"})


def test_each_stored_model_is_one_end_of_a_step_whose_length_changes_with_every_weight():
    stored = STORED["network"]
    path = {int(k): practice.model.from_json(m) for k, m in stored["models"].items()}
    followed = {s["after"]: s["step squared"] for s in stored["steps"]}
    assert {k + i for k in followed for i in (0, 1)} == {*path}
    for k, square in followed.items():
        assert str(practice.model.apart(path[k], path[k + 1])) == square
        for n in range(len(path[k].weights)):
            gap = path[k].weights[n] - path[k + 1].weights[n]
            assert (gap + 1) ** 2 != gap**2 != (gap - 1) ** 2


def test_the_committed_points_come_out_again():
    data, model = from_json(STORED["network"]["data"]), practice.model.from_json(STORED["network"]["models"]["1500"])
    for attack in STORED["network"]["attacks"]:
        largest = attack["largest"].split()
        for n in range(0, len(data.labels), 90):
            found = point(model.network, data, n, attack["ball"], Fraction(attack["epsilon"]))
            assert found.letter == attack["each"][n]
            assert float(largest[n]) <= log1p(exp(float(found.found.value))) <= float(largest[n]) + 1e-6


def test_at_least_four_fifths_are_decided_at_each_radius():
    for attack in STORED["network"]["attacks"]:
        assert len(attack["each"]) >= 500 and attack["kinds"].get("u", 0) <= 0.2 * len(attack["each"])


def test_an_interrupted_run_goes_on_to_the_same_bytes(small, monkeypatch):
    small()
    whole, done = small.out.read_bytes(), []

    def two_only(training, count):
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(training)
        return record(training, count)

    monkeypatch.setattr(practice.plan, "record", two_only)
    with pytest.raises(KeyboardInterrupt):
        small()
    with small.kept.open("a", encoding="utf-8") as lines:
        lines.write('{"of": "cut o')
    monkeypatch.setattr(practice.plan, "record", record)
    asked = []
    monkeypatch.setattr(
        practice.make, "done", lambda chosen, *rest: asked.extend(chosen) or practice.plan.done(chosen, *rest)
    )
    assert small("--resume") == 0
    assert len(asked) == 12 and small.out.read_bytes() == whole and not small.kept.exists()


def test_a_file_of_another_kind_is_refused(tmp_path, capsys):
    file = tmp_path / "other.json"
    file.write_text('{"runs": []}', encoding="utf-8")
    assert practice.check.main([str(file)]) == 2
    assert "is not what `make data` writes" in capsys.readouterr().err


def test_the_committed_path_comes_out_again():
    training = Training(from_json(STORED["data"]), "L2", Fraction(1, 4))
    assert record(training, STEPS) == STORED["runs"][0]
