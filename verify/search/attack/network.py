"""A network of two layers with swish units, in balls: its margin as a function of few coordinates.

For k hidden units m(u) = -y(b_0 + Σ_j v_j s(u_j)) with u = Wx + b and s(u) = u sigmoid(u); the logistic loss is log(1 + e^m), so
both have the same maximisers. A perturbation δ moves u by Wδ. So m depends on t = Pδ alone, where P = W if there are fewer units
than inputs and P = I otherwise: u = u_0 + Lt, W = LP. Weights may be balls: then everything holds for every network inside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flint import arb, arb_mat

Row = Sequence[Any]


@dataclass(frozen=True)
class Network:
    """k units of d inputs each. Every number is a ball, or whatever `arb` takes without an error."""

    inner: arb_mat  # W, k × d
    shifts: arb_mat  # b, k × 1
    outer: arb_mat  # v, k × 1
    shift: arb  # b_0

    @cached_property
    def units(self) -> int:
        return int(self.inner.nrows())

    @cached_property
    def inputs(self) -> int:
        return int(self.inner.ncols())

    @cached_property
    def projection(self) -> arb_mat:
        """P, of as many rows as there are coordinates."""
        return self.inner if self.units < self.inputs else identity(self.inputs)

    @cached_property
    def spread(self) -> arb_mat:
        """L."""
        return identity(self.units) if self.units < self.inputs else self.inner

    @property
    def most_free(self) -> int:
        """So many coordinates of the cube may be free: with more, the weights being in general position, ∇m = 0."""
        return self.units - 1 if self.units < self.inputs else self.inputs

    @cached_property
    def gram(self) -> arb_mat:
        """PPᵀ."""
        return self.projection * self.projection.transpose()

    def shortest(self, t: arb_mat) -> arb_mat | None:
        """c with t = PPᵀc, so that Pᵀc is the shortest perturbation that leads to t; None where PPᵀ may be singular."""
        try:
            return self.gram.solve(t)
        except ZeroDivisionError:
            return None

    def units_at(self, x: arb_mat) -> arb_mat:
        """u = Wx + b."""
        return self.inner * x + self.shifts


@dataclass(frozen=True)
class Segment(Network):
    """Every network (1 - s)·first + s·last with s in the ball `share`.

    The balls of the weights hold many more; so what is linear or quadratic in s is worked out from s.
    """

    first: Network
    last: Network
    share: arb

    @cached_property
    def gram(self) -> arb_mat:
        p, q = self.first.projection, self.last.projection - self.first.projection
        mixed = p * q.transpose()
        return self.first.gram + (mixed + mixed.transpose()) * self.share + q * q.transpose() * self.share**2

    def units_at(self, x: arb_mat) -> arb_mat:
        u = self.first.units_at(x)
        return u + (self.last.units_at(x) - u) * self.share


def segment(first: Network, last: Network, share: arb) -> Segment:
    """The networks between two."""

    def between(a: Any, b: Any) -> Any:
        return a + (b - a) * share

    inner, shifts, outer = (between(getattr(first, n), getattr(last, n)) for n in ("inner", "shifts", "outer"))
    return Segment(inner, shifts, outer, between(first.shift, last.shift), first, last, share)


@dataclass(frozen=True)
class Margin:
    """m around one data point, as a function of t."""

    network: Network
    x: arb_mat  # d × 1
    y: int

    @cached_property
    def origin(self) -> arb_mat:
        """u_0, without an attack."""
        return self.network.units_at(self.x)

    @cached_property
    def factors(self) -> list[arb]:
        """-y v_j."""
        return [-self.y * v for v in self.network.outer.entries()]

    def moved(self, delta: arb_mat) -> arb:
        """m after a perturbation."""
        return self.at(self.network.projection * delta).value

    @property
    def clean(self) -> arb:
        """m without an attack."""
        return self.moved(self.x * 0)

    def at(self, t: arb_mat) -> Jet:
        """m and its first two derivatives for every t of a box, and every network of the balls."""
        units = [swish(u) for u in (self.origin + self.network.spread * t).entries()]
        value = sum((c * s for c, (s, _, _) in zip(self.factors, units, strict=True)), -self.y * self.network.shift)
        slopes = column(c * slope for c, (_, slope, _) in zip(self.factors, units, strict=True))
        bends = tuple(c * bend for c, (_, _, bend) in zip(self.factors, units, strict=True))
        return Jet(self.network, value, slopes, bends)


@dataclass(frozen=True)
class Jet:
    """m at u = u_0 + Lt, ∂m/∂u and the ∂²m/∂u_j²; mixed ones are 0."""

    network: Network
    value: arb
    slopes: arb_mat
    bends: tuple[arb, ...]

    @cached_property
    def gradient(self) -> arb_mat:
        """∇m in t."""
        return self.network.spread.transpose() * self.slopes

    @property
    def hessian(self) -> arb_mat:
        """∇²m in t."""
        return self.network.spread.transpose() * diagonal(self.bends) * self.network.spread

    @property
    def pull(self) -> arb_mat:
        """∇m in δ."""
        return self.network.projection.transpose() * self.gradient


def swish(u: arb) -> tuple[arb, arb, arb]:
    """s, s' and s'' for every u of a ball.

    Where the ball is wide a formula that names u several times says too much: the mean value form is the second opinion.
    """
    value, slope, bend, twist = _swish(u)
    if u.rad() > WIDE:
        middle = u.mid()
        off, (value_there, slope_there, bend_there, _) = u - middle, _swish(middle)
        bend = bend.intersection(bend_there + twist * off)
        slope = slope.intersection(slope_there + bend * off)
        value = value.intersection(value_there + slope * off)
    return value, slope, bend


def _swish(u: arb) -> tuple[arb, arb, arb, arb]:
    """uσ, σ(1 + uτ), στ(2 + u(τ - σ)) and στ(3(τ - σ) + u(1 - 6στ)), σ the sigmoid of u and τ = 1 - σ that of -u."""
    p = 1 / (1 + (-u).exp())
    r = 1 - p
    q, odd = p * r, r - p
    return u * p, p * (1 + u * r), q * (2 + u * odd), q * (3 * odd + u * (1 - 6 * q))


WIDE = arb(1) / 2**20


def identity(size: int) -> arb_mat:
    return arb_mat(size, size, [int(i == j) for i in range(size) for j in range(size)])


def diagonal(values: Sequence[arb]) -> arb_mat:
    n = len(values)
    return arb_mat(n, n, [values[i] if i == j else 0 for i in range(n) for j in range(n)])


def column(values: Any) -> arb_mat:
    listed = list(values)
    return arb_mat(len(listed), 1, listed)
