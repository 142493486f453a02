"""Section 3.1, after Theorem 1: the adversarial loss at and near theta = 0 under L2, where it has a kink."""

from dataclasses import replace

from proofs.section_3_1.theorem1 import smooth
from proofs.setting import (
    C,
    R,
    adversarial_loss,
    average,
    eps,
    gradient_l2,
    margin,
    theta,
    theta_1,
    theta_2,
    theta_min,
    x,
    x_n,
    y,
    y_n,
    z,
)
from verify import (
    Abs,
    Claim,
    Lemma,
    Mean,
    Statement,
    Vector,
    along,
    chain,
    dot,
    eq,
    le,
    line,
    log,
    lt,
    norm,
    sigmoid,
    softplus,
    symbols,
    unit,
)
from verify.facts import below_abs, cauchy_schwarz, logistic_loss, logistic_symmetry, tangent

g, h = Vector("g"), Vector("h")
a, b, t = symbols("a b t", positive=True)


def average_loss(theta):
    return average(adversarial_loss(theta, x, y))


def average_gradient(theta):
    return average(gradient_l2(theta, x, y))


def across_the_origin(t):
    """With u = theta/‖theta‖, at ±t u: <u, s_+ v_+ - s_- v_-> >= eps, because the logistic function increases."""
    u = unit(theta)
    pull = y_n * dot(u, x_n)
    here, there, low = t * (eps - pull), t * (eps + pull), t * (-eps - pull)
    rises = tuple(tangent(softplus(z), z, *pair) for pair in ((here, there), (there, here), (here, low), (low, here)))
    s, s_there = sigmoid(here), sigmoid(there)
    jump = (s_there - s) * pull + eps * (s + s_there)
    both = Lemma(
        le(eps, jump),
        (
            line("=", eps * (sigmoid(low) + s_there), by=logistic_symmetry(low), why="$σ(-m) = 1 - σ(m)$"),
            line("<=", jump, *(a.slack / (2 * t) for a in rises), by=rises),
        ),
    )
    gap = average_gradient(t * u) - average_gradient(-t * u)
    return chain(
        line("<", eps, eps - 2 * C * t),
        line("<=", dot(u, gap), Mean(both.slack)),
        line("<=", norm(gap), by=cauchy_schwarz(u, gap)),
        lemmas=(both,),
    )


no_constant = Claim(
    name="no-constant",
    says=(
        "For every $C$, every data set and direction $u$, all pairs $±tu$ with $2Ct < ε$ have gradients "
        "further apart than $C$ times their distance."
    ),
    assuming=(lt(0, norm(theta)), lt(2 * C * t, eps)),
    conclusion=lt(
        C * 2 * t,
        norm(average_gradient(t * unit(theta)) - average_gradient(-t * unit(theta))),
    ),
    derive=lambda: across_the_origin(t),
    source="own",
)
near = eps / (4 * (C + 1))  # as near to 0 as the constant asks
smooth_printed = Claim(
    name="smooth-printed",
    says="The loss is smooth on $θ ≠ 0$: a $C$ serves every pair of nonzero parameters, so $±εu/(4C+4)$ with $‖u‖ = 1$, too.",
    assuming=(lt(0, norm(theta)), lt(0, eps)),
    exists=(C,),
    conclusion=le(norm(average_gradient(near * unit(theta)) - average_gradient(-near * unit(theta))), C * 2 * near),
    expected="REFUTED",
    severity="wording",
    disprove=lambda: across_the_origin(near),
)

smooth_repaired = replace(
    smooth,
    name="smooth-repaired",
    says="The constant of Theorem 1 serves every pair of parameters with $‖θ‖ ≥ θ_min$.",
    added="$‖θ‖ ≥ θ_min$ in place of $θ ≠ 0$",
    adds=(le(theta_min, norm(theta_1)), le(theta_min, norm(theta_2))),
    restates=(le(norm(x_n), R),),
    repairs="smooth-printed",
)

gradient_at_zero = Claim(
    name="gradient-at-zero",
    says="$L_ε$ has the gradient of the closed form at every $θ$, the origin included.",
    conclusion=eq(along(average_loss(theta), (theta, h)), dot(average_gradient(theta), h)),
    expected="UNDEFINED",
    counterexample=lambda: {theta: (0, 0), h: (1, 0), eps: 1, x_n: ((1, 2),), y_n: (1,)},
    source="own",
)


def two_tangents():
    """softplus lies above its tangent at 0, and the margins of h and -h add up to 2 eps ‖h‖."""
    ahead, back = margin(t * h, x_n, y_n), margin(-t * h, x_n, y_n)
    rises = tangent(softplus(z), z, 0, ahead), tangent(softplus(z), z, 0, back)
    both = average_loss(t * h) + average_loss(-t * h)
    slacks = [Mean(a.slack) for a in rises]
    return chain(
        line("<=", both - 2 * softplus(0), *slacks, by=(*rises, logistic_symmetry(0)), why="$σ(0) = 1/2$"),
        line("=", both - 2 * log(2), by=logistic_loss(0), why="the loss at 0"),
    )


kink = Claim(
    name="kink",
    says=(
        "On every line through 0 the second difference of $L_ε$ is at least $tε‖h‖$: the one-sided slopes "
        "along $h$ and $-h$ add up to at least $ε‖h‖$."
    ),
    conclusion=le(t * eps * norm(h), average_loss(t * h) + average_loss(-t * h) - 2 * log(2)),
    derive=two_tangents,
    source="own",
)


def errors_of_any_gradient():
    ahead, back = average_loss(t * h), average_loss(-t * h)
    here, slope = log(2), t * dot(g, h)
    left, right = below_abs(ahead - here - slope), below_abs(back - here + slope)
    return chain(
        *two_tangents().lines,
        line("<=", Abs(ahead - here - slope) + Abs(back - here + slope), by=(left, right)),
    )


no_gradient = Claim(
    name="no-gradient",
    says=(
        "No vector $g$ is a gradient of $L_ε$ at 0: the errors of the first-order model at $th$ and $-th$ add "
        "up to at least $tε‖h‖$, for every $t > 0$."
    ),
    conclusion=le(
        t * eps * norm(h),
        Abs(average_loss(t * h) - log(2) - t * dot(g, h)) + Abs(average_loss(-t * h) - log(2) + t * dot(g, h)),
    ),
    derive=errors_of_any_gradient,
    source="own",
)

STATEMENT = Statement(
    name="remark-origin",
    title="The kink of the adversarial loss at the origin",
    section="3.1",
    uses=("linear-loss", "theorem-1"),
)
