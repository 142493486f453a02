"""The maximiser of a network's loss over a ball or a cube around a data point: where it lies, with proof, or that this is open.

Every maximiser is a solution of equations. In the ball it is t = εPPᵀg/‖Pᵀg‖, g = ∇m(t), or g = 0; in the cube δ_i is ε times the
sign of p_i, p = Pᵀg, or p_i = 0. The set is cut into boxes. A box holds no maximiser where m is below a value that is reached, or
where the equations have no solution; it holds at most one where Krawczyk's operator maps a box around it into its interior. So a
maximiser that is alone at the end is the only one. Best boxes come first; after MOST boxes the point is undecided.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count
from typing import Protocol

from flint import arb, arb_mat

from verify.search.attack.network import Jet, Margin, column, identity

MOST = 4000  # boxes for one data point
NEAR = (1000, 100, 10, 3)  # how many times smaller than the ball a box around a perturbation is
REFINED = 8  # steps that narrow the box around a solution
NARROWEST = arb(2) ** -50
NARROWER = 0.8  # a box that got narrower by this factor is looked at again before it is cut


@dataclass(frozen=True)
class Root:
    """One point that may be a maximiser: `t` holds it, and no other such point lies where `alone` is."""

    kind: str
    t: arb_mat
    value: arb
    alone: arb_mat
    signs: tuple[int, ...] = ()  # in the cube: δ_i = ε·sign, 0 where δ_i is free
    free: arb_mat | None = None  # δ_i of those

    def same(self, known: Root) -> bool:
        """Is this shown to be that other one?"""
        alike = (self.kind, self.signs) == (known.kind, known.signs)
        return alike and _interior(known.alone, self.t if self.free is None else self.free)


@dataclass(frozen=True)
class Looked:
    """What a box led to: boxes that still hold all of its maximisers but `root`, and values that are reached."""

    boxes: tuple[Box, ...] = ()
    root: Root | None = None
    reached: arb | None = None


class Box(Protocol):
    """A part of the set."""

    @property
    def upper(self) -> arb:
        """No value there is larger."""

    def looked(self) -> Looked:
        """What can be said of it."""


@dataclass(frozen=True)
class Largest:
    """The maximiser if it is the only one; otherwise None. `value` holds the maximum of m in any case."""

    root: Root | None
    value: arb
    boxes: int


def whole(margin: Margin, ball: str, eps: arb) -> Box:
    """All of the ball, "L2", or of the cube, "Linf": |t_i| <= ε‖P_i‖ in the dual norm."""
    network = margin.network
    if ball == "L2":
        return InBall(margin, eps, _around(eps * g.sqrt() for g in _diagonal(network.gram)))
    return InCube(margin, eps, network.projection * _around([eps] * network.inputs))


def largest(start: Box, most: int = MOST) -> Largest:
    """The maximiser over a set, with proof."""
    ticket = count()
    queue: list[tuple[float, int, Box]] = [(0.0, next(ticket), start)]
    reached, roots, seen = arb("-inf"), list[Root](), 0
    while queue and seen < most:
        box = heapq.heappop(queue)[2]
        if box.upper < reached:
            continue
        seen += 1
        found = box.looked()
        for value in (found.reached, None if found.root is None else found.root.value):
            reached = reached if value is None else reached.max(value.lower())
        if found.root is not None and not any(found.root.same(r) for r in roots):
            roots.append(found.root)
        for part in found.boxes:
            if not part.upper < reached:
                heapq.heappush(queue, (-float(part.upper), next(ticket), part))
    left = [b for _, _, b in queue if not b.upper < reached]
    roots = [r for r in roots if not r.value < reached]
    if len(roots) == 1 and not left:
        return Largest(roots[0], roots[0].value, seen)
    above = [*(b.upper for b in left), *(r.value.upper() for r in roots)]
    return Largest(None, _between(reached, above), seen)


def _between(low: arb, above: list[arb]) -> arb:
    high = low
    for x in above:
        high = high.max(x)
    return low.union(high)


def perturbation(margin: Margin, ball: str, eps: arb, root: Root | None) -> list[arb]:
    """δ at the maximiser. Raises ValueError where it is not known, or is one of many."""
    if root is None or (root.kind == "inside" and margin.network.units < margin.network.inputs):
        raise ValueError("there is no one maximiser")
    if root.free is not None:
        free = iter(root.free.entries())
        return [eps * s if s else next(free) for s in root.signs]
    pull = margin.at(root.t).pull.entries()
    if root.kind == "inside":
        return root.t.entries()
    steep = sum((p * p for p in pull), arb(0)).sqrt()
    return [eps * p / steep for p in pull]


def local(margin: Margin, ball: str, eps: arb, delta: arb_mat) -> Root | None:
    """The solution of the equations that a perturbation is near to, None where none is found."""
    near = _local_in_ball if ball == "L2" else _local_in_cube
    return next((root for part in NEAR if (root := near(margin, eps, delta, part)) is not None), None)


def _local_in_ball(margin: Margin, eps: arb, delta: arb_mat, part: int) -> Root | None:
    t, reach = margin.network.projection * delta, [eps * g.sqrt() / part for g in _diagonal(margin.network.gram)]
    box = column(arb(e.mid(), r) for e, r in zip(t.entries(), reach, strict=True))
    return InBall(margin, eps, box).looked().root


def _local_in_cube(margin: Margin, eps: arb, delta: arb_mat, part: int) -> Root | None:
    signs = tuple(0 if abs(d) < eps else _sign(d) for d in delta.entries())
    if signs.count(0) > margin.network.most_free:
        return None
    free = column(arb(d.mid(), eps / part) for d, s in zip(delta.entries(), signs, strict=True) if not s)
    root = OnFace(margin, eps, free, signs).looked().root
    pull = () if root is None else margin.at(root.t).pull.entries()
    return root if all(s * p > 0 or not s for s, p in zip(signs, pull, strict=False)) else None


# The L2 ball.
@dataclass(frozen=True)
class InBall:
    """Those t of a box that the ball holds."""

    margin: Margin
    eps: arb
    t: arb_mat

    @cached_property
    def jet(self) -> Jet:
        return self.margin.at(self.t)

    @cached_property
    def middle(self) -> Jet:
        return self.margin.at(self.t.mid())

    @cached_property
    def upper(self) -> arb:
        return _upper(self.middle, self.jet, self.t)

    def looked(self) -> Looked:
        length = self.length(self.jet)
        if length > 0:
            narrower = _intersection(self.t, self.pushed(self.jet))
            if narrower is None:
                return Looked(reached=self.reached())
            return self._solved(narrower, self._on_sphere, "sphere")
        if self.inside():
            return self._solved(self.t, self._at_rest, "inside")
        return Looked(halves(self), reached=self.reached())

    def reached(self) -> arb | None:
        """The value where the gradient in the middle points to."""
        return self.margin.at(self.pushed(self.middle)).value if self.length(self.middle) > 0 else None

    def length(self, jet: Jet) -> arb:
        """‖Pᵀg‖, never negative."""
        square = (jet.gradient.transpose() * self.margin.network.gram * jet.gradient)[0, 0]
        return square.nonnegative_part().sqrt() if not square < 0 else arb(0)

    def pushed(self, jet: Jet) -> arb_mat:
        """εPPᵀg/‖Pᵀg‖."""
        return self.margin.network.gram * jet.gradient * (self.eps / self.length(jet))

    def inside(self) -> bool:
        """Is no t of the box on the sphere or beyond it?"""
        c = self.margin.network.shortest(self.t)
        return c is not None and bool((self.t.transpose() * c)[0, 0] < self.eps**2)

    def _on_sphere(self, t: arb_mat) -> tuple[arb_mat, arb_mat]:
        """t - εGg/‖Pᵀg‖ in the middle and its derivative on the box, I - ε(G/n - Gg gᵀG/n³)∇²m, where G = PPᵀ and n = ‖Pᵀg‖."""
        middle, jet, gram = self.margin.at(t.mid()), self.margin.at(t), self.margin.network.gram
        n, direction = self.length(jet), gram * jet.gradient
        turning = (gram - direction * direction.transpose() * (1 / n**2)) * (self.eps / n)
        return t.mid() - self.pushed(middle), identity(t.nrows()) - turning * jet.hessian

    def _at_rest(self, t: arb_mat) -> tuple[arb_mat, arb_mat]:
        return self.margin.at(t.mid()).gradient, self.margin.at(t).hessian

    def _solved(self, t: arb_mat, system: System, kind: str) -> Looked:
        """The equations on t, which holds all of their solutions in this box."""
        narrowed, alone = solved(t, system)
        if narrowed is None:
            return Looked(reached=self.reached())
        if alone is not None and (kind == "sphere" or replace(self, t=narrowed).inside()):
            return Looked(root=Root(kind, narrowed, self.margin.at(narrowed).value, alone))
        return Looked(smaller(replace(self, t=narrowed), self), reached=self.reached())


def smaller(here: InBall | InCube | OnFace, before: InBall | InCube | OnFace) -> tuple[Box, ...]:
    """The box, which may be a part of what it was before: as it is where that is a gain, otherwise in two parts."""
    return (here,) if _size(here.t) < _size(before.t) * NARROWER else halves(here)


def halves(box: InBall | InCube | OnFace) -> tuple[Box, ...]:
    """The box cut in two across its longest side."""
    i, entries = _longest(box.t), box.t.entries()
    parts = (entries[i].lower().union(entries[i].mid()), entries[i].mid().union(entries[i].upper()))
    return tuple(replace(box, t=column([*entries[:i], part, *entries[i + 1 :]])) for part in parts)


# The cube.
@dataclass(frozen=True)
class InCube:
    """Those t of a box that the cube's perturbations lead to."""

    margin: Margin
    eps: arb
    t: arb_mat

    @cached_property
    def jet(self) -> Jet:
        return self.margin.at(self.t)

    @cached_property
    def upper(self) -> arb:
        return _upper(self.margin.at(self.t.mid()), self.jet, self.t)

    def looked(self) -> Looked:
        signs = tuple(map(_sign, self.jet.pull.entries()))
        narrower = _intersection(self.t, self.margin.network.projection * _perturbation(signs, self.eps))
        if narrower is None:
            return Looked(reached=self.reached())
        if signs.count(0) <= self.margin.network.most_free:
            free = _around([self.eps] * signs.count(0))
            return Looked((OnFace(self.margin, self.eps, free, signs, narrower),), reached=self.reached())
        if not any(signs) and self.inside():
            narrowed, alone = solved(self.t, self._at_rest)
            if narrowed is None:
                return Looked(reached=self.reached())
            if alone is not None and replace(self, t=narrowed).inside():
                return Looked(root=Root("inside", narrowed, self.margin.at(narrowed).value, alone))
        return Looked(smaller(replace(self, t=narrower), self), reached=self.reached())

    def reached(self) -> arb:
        """The value at the corner that the gradient in the middle points to."""
        pull = self.margin.at(self.t.mid()).pull.entries()
        corner = _perturbation(tuple(1 if p >= 0 else -1 for p in pull), self.eps)
        return self.margin.at(self.margin.network.projection * corner).value

    def inside(self) -> bool:
        """Is every t of the box that of a perturbation inside the cube? The shortest one is tried."""
        c = self.margin.network.shortest(self.t)
        return c is not None and all(
            abs(e) < self.eps for e in (self.margin.network.projection.transpose() * c).entries()
        )

    def _at_rest(self, t: arb_mat) -> tuple[arb_mat, arb_mat]:
        return self.margin.at(t.mid()).gradient, self.margin.at(t).hessian


@dataclass(frozen=True)
class OnFace:
    """A box on a face of the cube: where a sign is 0 the coordinate is free, and `t` holds those. Only what leads to `within` counts."""

    margin: Margin
    eps: arb
    t: arb_mat
    signs: tuple[int, ...]
    within: arb_mat | None = None

    @cached_property
    def projection(self) -> arb_mat:
        """The columns of P that belong to the free coordinates."""
        p, free = self.margin.network.projection, [i for i, s in enumerate(self.signs) if not s]
        return arb_mat(p.nrows(), len(free), [p[r, i] for r in range(p.nrows()) for i in free])

    @cached_property
    def corner(self) -> arb_mat:
        """t where every free coordinate is 0."""
        return self.margin.network.projection * column(self.eps * s for s in self.signs)

    def place(self, free: arb_mat) -> arb_mat:
        """t for values of the free coordinates."""
        return self.corner + self.projection * free if free.nrows() else self.corner

    @cached_property
    def jet(self) -> Jet:
        return self.margin.at(self.place(self.t))

    @cached_property
    def upper(self) -> arb:
        return _upper(
            self.margin.at(self.place(self.t.mid())), self.jet, self.place(self.t - self.t.mid()) - self.corner
        )

    def looked(self) -> Looked:
        if self.within is not None and _intersection(self.place(self.t), self.within) is None:
            return Looked()
        signs = tuple(map(_sign, self.jet.pull.entries()))
        if any(a * b < 0 for a, b in zip(signs, self.signs, strict=True)):
            return Looked()
        if not self.t.nrows():
            t = self.place(self.t)
            return Looked(root=Root("corner", t, self.margin.at(t).value, self.t, self.signs, self.t))
        if any(s and not mine for s, mine in zip(signs, self.signs, strict=True)):
            return Looked(self._fixed(signs))
        return self._solved()

    def _fixed(self, signs: tuple[int, ...]) -> tuple[Box, ...]:
        """Free coordinates in which m is monotone go to the end of the edge, if the box has it."""
        old = [i for i, s in enumerate(self.signs) if not s]
        values = dict(zip(old, self.t.entries(), strict=True))
        if any(signs[i] and not values[i].overlaps(self.eps * signs[i]) for i in old):
            return ()
        new = tuple(mine or s for s, mine in zip(signs, self.signs, strict=True))
        return (replace(self, t=column(values[i] for i in old if not new[i]), signs=new),)

    def _solved(self) -> Looked:
        """A maximiser solves the equations, unless it lies at an end of an edge."""
        narrowed, alone = solved(self.t, self._at_rest)
        reached = self.margin.at(self.place(self.t.mid())).value
        if narrowed is None:
            return Looked(() if self._open(self.t) else halves(self), reached=reached)
        if alone is not None and self._is_best(narrowed, alone):
            t = self.place(narrowed)
            return Looked(root=Root(_face(self.signs), t, self.margin.at(t).value, alone, self.signs, narrowed))
        here = replace(self, t=narrowed) if self._open(self.t) else self
        return Looked(smaller(here, self), reached=reached)

    def _is_best(self, root: arb_mat, alone: arb_mat) -> bool:
        """Is m strictly concave around the root? Then no other point there has such a value; and no maximiser of the box is elsewhere."""
        held = self._open(self.t) or all(a.contains(t) for a, t in zip(alone.entries(), self.t.entries(), strict=True))
        return held and self._open(root) and is_positive(-self._at_rest(alone)[1])

    def _open(self, free: arb_mat) -> bool:
        """Is no free coordinate at an end of its edge?"""
        return all(abs(f) < self.eps for f in free.entries())

    def _at_rest(self, free: arb_mat) -> tuple[arb_mat, arb_mat]:
        middle, jet, p = self.margin.at(self.place(free.mid())), self.margin.at(self.place(free)), self.projection
        return p.transpose() * middle.gradient, p.transpose() * jet.hessian * p


def _face(signs: tuple[int, ...]) -> str:
    free = signs.count(0)
    return "inside" if free == len(signs) else "edge" if free == 1 else "face"


def _perturbation(signs: tuple[int, ...], eps: arb) -> arb_mat:
    whole = (-eps).union(eps)
    return column(eps * s if s else whole for s in signs)


# Equations.
System = Callable[[arb_mat], tuple[arb_mat, arb_mat]]  # of a box: f in its middle, f' on all of it


def solved(box: arb_mat, system: System) -> tuple[arb_mat | None, arb_mat | None]:
    """A part of the box that holds all of its solutions, None if there are none; and, if it is shown, where the solution is the only one.

    K(B) = m - Yf(m) + (I - Yf'(B))(B - m), m the middle of B, holds every solution in B. If it lies in the interior of B, B holds
    exactly one, for every value of the parameters.
    """
    image = _krawczyk(box, system)
    if image is None:
        return box, None
    if (narrowed := _intersection(box, image)) is None:
        return None, None
    wider = _wider(narrowed)
    image = _krawczyk(wider, system)
    if image is None or not _interior(wider, image) or not _interior(wider, narrowed):
        return narrowed, None
    return _refined(image, system), wider


def _refined(box: arb_mat, system: System) -> arb_mat:
    """A narrow box around the one solution that the box holds."""
    if (near := _near(box, system)) is not None:
        box = near
    for _ in range(REFINED):
        image = _krawczyk(box, system)
        better = None if image is None else _intersection(box, image)
        if better is None or not _size(better) < _size(box) * NARROWER:
            break
        box = better
    return box


def _near(box: arb_mat, system: System) -> arb_mat | None:
    """A box inside it that is shown to hold a solution, around the point to which Newton's method goes from the middle."""
    image = box
    for _ in range(REFINED):
        found = _krawczyk(image.mid(), system)
        if found is None:
            return None
        image = found
    around = column(arb(e.mid(), 4 * e.rad() + NARROWEST) for e in image.entries())
    found = _krawczyk(around, system)
    return around if found is not None and _interior(around, found) and _interior(box, around) else None


def _krawczyk(box: arb_mat, system: System) -> arb_mat | None:
    value, slope = system(box)
    try:
        inverse = slope.mid().inv().mid()
    except ZeroDivisionError:
        return None
    image = box.mid() - inverse * value + (identity(box.nrows()) - inverse * slope) * (box - box.mid())
    return image if all(e.is_finite() for e in image.entries()) else None


def is_positive(matrix: arb_mat) -> bool:
    """Is every symmetric matrix of the balls positive definite? By elimination: its pivots are positive."""
    rows = [list(r) for r in matrix.tolist()]
    for i, row in enumerate(rows):
        if not row[i] > 0:
            return False
        for other in rows[i + 1 :]:
            factor = other[i] / row[i]
            other[i:] = [b - factor * a for a, b in zip(row[i:], other[i:], strict=True)]
    return True


# Boxes.
def _around(radii: Iterator[arb] | list[arb]) -> arb_mat:
    return column((-r).union(r) for r in radii)


def _diagonal(matrix: arb_mat) -> list[arb]:
    return [matrix[i, i] for i in range(matrix.nrows())]


def _upper(middle: Jet, jet: Jet, box: arb_mat) -> arb:
    """m(t) <= m(middle) + |∇m|·|t - middle|, and the value on the whole box."""
    ends = zip(jet.gradient.entries(), box.entries(), strict=True)
    return (middle.value + sum((abs(g) * (t - t.mid()) for g, t in ends), arb(0))).upper().min(jet.value.upper())


def _intersection(a: arb_mat, b: arb_mat) -> arb_mat | None:
    pairs = list(zip(a.entries(), b.entries(), strict=True))
    return column(x.intersection(y) for x, y in pairs) if all(x.overlaps(y) for x, y in pairs) else None


def _interior(outer: arb_mat, inner: arb_mat) -> bool:
    return all(o.contains_interior(i) for o, i in zip(outer.entries(), inner.entries(), strict=True))


def _wider(box: arb_mat) -> arb_mat:
    return column(arb(e.mid(), e.rad() * 1.5 + NARROWEST) for e in box.entries())


def _size(box: arb_mat) -> float:
    return sum(float(e.rad()) for e in box.entries())


def _longest(box: arb_mat) -> int:
    radii = [float(e.rad()) for e in box.entries()]
    return radii.index(max(radii))


def _sign(x: arb) -> int:
    return 1 if x > 0 else -1 if x < 0 else 0
