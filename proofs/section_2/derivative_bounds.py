"""Eqs. (8) and (9) (Section 2.1): bounds of the derivatives from the constants of Definition 1, and the way back.

From a constant to a bound of the derivative is true where a step in every direction is possible; on a thin set it is
not. The way back needs a segment: see remark-converse.
"""

from proofs.setting import C, R, loss, loss_gradient, theta, theta_1, theta_2, x, y
from verify import (
    Abs,
    Claim,
    Field,
    Instance,
    Integer,
    Jacobian,
    Lemma,
    Rational,
    Removal,
    Schema,
    Statement,
    Symbol,
    Value,
    Vector,
    along,
    chain,
    dot,
    eq,
    exp,
    le,
    line,
    lt,
    norm,
    sigmoid,
    symbols,
)
from verify.facts import cauchy_schwarz, minkowski

a, h, k = map(Vector, ("a", "h", "k"))
tau, t, r, rho = symbols("tau t r rho", positive=True)
apart = norm(theta_1 - theta_2)


def f(theta):
    """A real function known only by its name."""
    return Value(Symbol("f"), theta)


def slope(theta):
    """Its gradient."""
    return Field(Symbol("f_1"), theta)


def map_(theta):
    """A vector-valued map known only by its name, as the gradient in (9)."""
    return Field(Symbol("F"), theta)


def on(theta):
    """The hyperplane through 0 that is orthogonal to a: in d = 1 the point 0."""
    return eq(dot(a, theta), 0)


def step(tau):
    """The longest step for a tolerance tau: a positive number, written as an exponential."""
    return exp(Value(Symbol("s"), tau))


def short_enough(tau):
    """A step within the tolerance, and within the ball of radius ρ about θ that Θ holds as an open set."""
    return rho * step(tau) / (rho + step(tau) * norm(h))


def within_the_tolerance(tau):
    far, most = short_enough(tau), step(tau)
    return Lemma(le(far, most), (line("<=", most, most * most * norm(h) / (rho + most * norm(h))),))


LIPSCHITZ = Schema("(6)", (theta_1, theta_2), le(Abs(f(theta_1) - f(theta_2)), C * apart))
SMOOTH_SLOPE = le(norm(slope(theta_1) - slope(theta_2)), C * apart)  # (7)
LIPSCHITZ_MAP = Schema("(7)", (theta_1, theta_2), le(norm(map_(theta_1) - map_(theta_2)), C * apart))
DIFFERENTIABLE = Schema(
    "$f$ is differentiable at $θ$ in the direction $h$",
    (tau, r),
    le(f(theta) + r * dot(slope(theta), h) - f(theta + r * h), tau * r),
    (le(r, step(tau)),),
)


def constant_of_the_norm():
    one, other = minkowski(theta_1 - theta_2, theta_2), minkowski(theta_2 - theta_1, theta_1)
    return chain(line("<=", (C * apart) ** 2, C**2 * one.slack * other.slack, by=(one, other)), squared=True)


quotient = Claim(
    name="quotient",
    says="If $f$ is $C$-Lipschitz, every difference quotient $|f(θ + th) - f(θ)|/t$ is at most $C‖h‖$.",
    assuming=(LIPSCHITZ,),
    conclusion=le(Abs(f(theta + t * h) - f(theta)) / t, C * norm(h)),
    derive=lambda: chain(
        line("<=", C * norm(h), LIPSCHITZ(theta + t * h, theta).slack / t, by=LIPSCHITZ(theta + t * h, theta))
    ),
    instance=Instance(functions={"f": ((theta,), C * norm(theta))}, derive={"(6)": constant_of_the_norm}),
    needs=(
        Removal(
            LIPSCHITZ,
            instance=Instance({"f": ((theta,), norm(theta) ** 2)}),
            point={"theta": (0,), "h": (1,), "C": 0, "t": 1},
        ),
    ),
)
quotient_map = Claim(
    name="quotient-of-a-map",
    says="The same for a vector-valued map, such as the gradient in (9).",
    assuming=(LIPSCHITZ_MAP,),
    conclusion=le(norm(map_(theta + t * h) - map_(theta)) / t, C * norm(h)),
    derive=lambda: chain(
        line("<=", C * norm(h), LIPSCHITZ_MAP(theta + t * h, theta).slack / t, by=LIPSCHITZ_MAP(theta + t * h, theta))
    ),
    instance=Instance(functions={"F": ((theta,), C * theta)}),
)


def half_of_the_excess():
    """A step good enough for half of the excess of the slope over C‖h‖."""
    excess = dot(slope(theta), h) - C * norm(h)
    far = short_enough(excess / 2)
    good = DIFFERENTIABLE(excess / 2, far)
    return chain(
        line("<", f(theta + far * h) - f(theta), good.slack, far * excess / 2, by=good),
        lemmas=(within_the_tolerance(excess / 2),),
    )


bound = Claim(
    name="bound",
    says=(
        "(8) by contraposition: where $∇f(θ)ᵀh > C‖h‖$ some step $t > 0$ within the ball of radius $ρ$ about $θ$ that an open $Θ$ holds "
        "has $f(θ + th) - f(θ) > C‖th‖$, so $f$ is not $C$-Lipschitz on $Θ$."
    ),
    equations=(8,),
    source="repair",
    repairs="thin-set-printed",
    added="steps $θ + th$, $‖th‖ < ρ$, in every direction $h$: $Θ$ is open",
    adds=(lt(0, t), lt(norm(t * h), rho)),
    restates=(DIFFERENTIABLE, lt(C * norm(h), dot(slope(theta), h))),
    assuming=(DIFFERENTIABLE, lt(C * norm(h), dot(slope(theta), h)), lt(0, t), lt(norm(t * h), rho)),
    conclusion=lt(C * norm(t * h), f(theta + t * h) - f(theta)),
    exists=(t,),
    witness={t: short_enough((dot(slope(theta), h) - C * norm(h)) / 2)},
    derive=half_of_the_excess,
    instance=Instance(functions={"f": ((theta,), dot(a, theta)), "f_1": ((theta,), a), "s": ((tau,), Integer(0))}),
    needs=(
        Removal(DIFFERENTIABLE, why="$f_1$ is the gradient of $f$ by its name: the schema spells out what that means"),
        Removal(
            lt(C * norm(h), dot(slope(theta), h)),
            put={},
            instance=Instance(
                {"f": ((theta,), Integer(0)), "f_1": ((theta,), Integer(0)), "s": ((tau,), Integer(0))}, {C: 0}
            ),
        ),
    ),
)


J = Field(Symbol("DF"), theta, h)
DIFFERENTIABLE_MAP = Schema(
    "$F$ is differentiable at $θ$ in the direction $h$, with the derivative $J$",
    (tau, r),
    le(norm(r * J - (map_(theta + r * h) - map_(theta))), tau * r),
    (le(r, step(tau)),),
)


def half_of_the_excess_of_a_map():
    excess = norm(J) - C * norm(h)
    far = short_enough(excess / 2)
    good = DIFFERENTIABLE_MAP(excess / 2, far)
    moved = map_(theta + far * h) - map_(theta)
    split = minkowski(moved, far * J - moved)
    return chain(
        line("<", far * norm(J) - far * excess / 2, far * excess / 2),
        line("<=", norm(moved), split.slack, good.slack, by=(split, good)),
        lemmas=(within_the_tolerance(excess / 2),),
    )


still = {"F": ((theta,), Integer(1)), "s": ((tau,), Integer(0))}

bound_map = Claim(
    name="bound-of-a-map",
    says=(
        "(9) by contraposition: where the derivative $J$ of $F = ∇f$ in the direction $h$ has $‖J‖ > C‖h‖$, $F$ is not $C$-Lipschitz "
        "on $Θ$, of which $ρ$ is as in (8)."
    ),
    equations=(9,),
    source="repair",
    repairs="thin-set-hessian-printed",
    added="steps $θ + th$, $‖th‖ < ρ$, in every direction $h$: $Θ$ is open",
    adds=(lt(0, t), lt(norm(t * h), rho)),
    restates=(DIFFERENTIABLE_MAP, lt(C * norm(h), norm(J))),
    assuming=(DIFFERENTIABLE_MAP, lt(C * norm(h), norm(J)), lt(0, t), lt(norm(t * h), rho)),
    conclusion=lt(C * norm(t * h), norm(map_(theta + t * h) - map_(theta))),
    exists=(t,),
    witness={t: short_enough((norm(J) - C * norm(h)) / 2)},
    derive=half_of_the_excess_of_a_map,
    instance=Instance(
        functions={"F": ((theta,), (C + 1) * theta), "DF": ((theta, h), (C + 1) * h), "s": ((tau,), Integer(0))}
    ),
    needs=(
        Removal(DIFFERENTIABLE_MAP, put={}, instance=Instance({**still, "DF": ((theta, h), h)}, {C: 0})),
        Removal(lt(C * norm(h), norm(J)), put={}, instance=Instance({**still, "DF": ((theta, h), Integer(0))}, {C: 0})),
    ),
)
thin_set = Claim(
    name="thin-set-printed",
    says="If $f$ is $C$-Lipschitz for a parameter set $Θ$ then $‖∇f‖ ≤ C$ on $Θ$, here for the hyperplane $aᵀθ = 0$.",
    equations=(8,),
    assuming=(Schema("(6) on $Θ$", LIPSCHITZ.variables, LIPSCHITZ.relation, (on(theta_1), on(theta_2))), on(theta)),
    conclusion=le(norm(slope(theta)), C),
    expected="REFUTED",
    severity="wording",
    against=Instance(
        functions={"f": ((theta,), dot(a, theta)), "f_1": ((theta,), a)},
        constants={C: 0},
        derive={"(6) on $Θ$": lambda: chain(line("=", 0, why="$f = 0$ on $Θ$"), squared=True)},
        point=lambda dim: {a: (1,), theta: (0,)},
    ),
)


# On the hyperplane the gradient (aᵀθ)a of (aᵀθ)²/2 is 0; across it the second derivative is not.
thin_hessian = Claim(
    name="thin-set-hessian-printed",
    says="If $f$ is $C$-smooth for a parameter set $Θ$ then $‖∇²f h‖ ≤ C‖h‖$ on $Θ$, here for the hyperplane $aᵀθ = 0$.",
    equations=(9,),
    assuming=(Schema("(7) on $Θ$", (theta_1, theta_2), SMOOTH_SLOPE, (on(theta_1), on(theta_2))), on(theta)),
    conclusion=le(norm(Jacobian(Symbol("f_1"), 1, h, theta)), C * norm(h)),
    expected="REFUTED",
    severity="wording",
    against=Instance(
        functions={"f": ((theta,), dot(a, theta) ** 2 / 2), "f_1": ((theta,), dot(a, theta) * a)},
        constants={C: 0},
        derive={"(7) on $Θ$": lambda: chain(line("=", 0, why="$∇f = 0$ on $Θ$"), squared=True)},
        point=lambda dim: {a: (1, 0), theta: (0, 1), h: (1, 0)},
    ),
)


# Both bounds for the logistic loss of the linear model, with the constants of assumption-1.
def slope_below_one():
    s = sigmoid(-y * dot(theta, x))
    return chain(line("<=", R, (1 - s) * norm(x), R - norm(x), why="$σ < 1$ and $‖x‖ ≤ R$"))


def curvature_below_a_quarter():
    """s(1 - s) <= 1/4, as (1/2 - s)^2 >= 0, and <h, x>^2 <= ‖h‖^2 ‖x‖^2, <k, x>^2 <= ‖k‖^2 ‖x‖^2."""
    s = sigmoid(-y * dot(theta, x))
    bend, sizes = s * (1 - s), (norm(h) * norm(k)) ** 2
    sides = [(cauchy_schwarz(v, x), cauchy_schwarz(-v, x)) for v in (h, k)]
    far_h, far_k = (one.slack * other.slack for one, other in sides)
    reach_h, reach_k = (norm(h) * norm(x)) ** 2, (norm(k) * norm(x)) ** 2
    steep, room = (half - s) ** 2 * (half**2 + bend), (R - norm(x)) * (R + norm(x)) * (R**2 + norm(x) ** 2)
    return chain(
        line("<=", (bend * dot(h, x)) ** 2 * reach_k, (bend * dot(h, x)) ** 2 * far_k, by=sides[1]),
        line("<=", bend**2 * reach_h * reach_k, bend**2 * far_h * reach_k, by=sides[0]),
        line("<=", reach_h * reach_k / 16, reach_h * reach_k * steep, why="$σ(1-σ) ≤ 1/4$"),
        line("<=", R**4 / 16 * sizes, sizes / 16 * room, why="$‖x‖ ≤ R$"),
        squared=True,
    )


half = Rational(1, 2)
loss_slope = Claim(
    name="logistic-gradient",
    says="On $‖x‖ ≤ R$ the gradient of the logistic loss has $‖∇_θ ℓ‖ ≤ R = C_θ$ for every $θ$.",
    equations=(8,),
    assuming=(le(norm(x), R),),
    conclusion=le(norm(loss_gradient(theta, x, y)), R),
    derive=slope_below_one,
)
loss_curvature = Claim(
    name="logistic-hessian",
    says="On $‖x‖ ≤ R$ the logistic loss has $|hᵀ∇²ℓ k| ≤ R²/4·‖h‖‖k‖$: the spectral norm is at most $C_θθ = R²/4$.",
    equations=(9,),
    assuming=(le(norm(x), R),),
    conclusion=le(Abs(along(along(loss(theta, x, y), (theta, h)), (theta, k))), R**2 / 4 * norm(h) * norm(k)),
    derive=curvature_below_a_quarter,
)

STATEMENT = Statement(
    name="derivative-bounds",
    title="Bounds of the derivatives and constants",
    section="2.1",
    uses=("definition-1", "assumption-1"),
)
