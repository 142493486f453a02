"""A network of k swish units sees an input of any dimension through k numbers (Section 3.2): k = 3 here, as in `make data`.

The units are u_j = w_jᵀz + b_j. A direction h with w_jᵀh = 0 for every j changes nothing: the derivative is 0 on the whole line. If there
are fewer units than inputs there is such an h ≠ 0, and the Hessian in x is singular at every point, so the assumption of Lemma 4 holds
nowhere. A maximiser p + h over the ball, p in the span of the w_j and hᵀp = 0, has h = 0 as soon as p lies on the sphere, so the search
may keep to the span. This is where the reduction ends: if p lies inside, p + h is a maximiser too for every short h, and in the cube
the span is no help, as |p_i| may exceed |p_i + h_i|. If the w_j are linearly independent, a direction sees one unit alone: a maximiser
inside has s'(u_j) = 0 for every j with v_j ≠ 0, and is none if y v_j < 0 for one, as s'' > 0 where s' = 0.
"""

from verify import (
    Claim,
    Label,
    Removal,
    Statement,
    Vector,
    along,
    chain,
    diff,
    dot,
    eq,
    le,
    line,
    norm,
    sigmoid,
    softplus,
    symbols,
)

w_1, w_2, w_3, z, h, p, delta = map(Vector, ("w_1", "w_2", "w_3", "z", "h", "p", "delta"))
b_0, b_1, b_2, b_3, v_1, v_2, v_3, u = symbols("b_0 b_1 b_2 b_3 v_1 v_2 v_3 u")
eps, alpha = symbols("varepsilon alpha", positive=True)
y = Label("y")
UNITS = ((w_1, b_1, v_1), (w_2, b_2, v_2), (w_3, b_3, v_3))
UNSEEN = tuple(eq(dot(w, h), 0) for w, _, _ in UNITS)
SEES_ONE = (eq(dot(w_1, h), 1), eq(dot(w_2, h), 0), eq(dot(w_3, h), 0))


def swish(u):
    return u * sigmoid(u)


def margin(z):
    """m = -y(b_0 + Σ_j v_j s(u_j)), s(u) = u sigmoid(u): the logistic loss is softplus(m)."""
    return -y * (b_0 + sum(v * swish(dot(w, z) + b) for w, b, v in UNITS))


def loss(z):
    return softplus(margin(z))


def first_unit(order):
    """s' or s'' at u_1."""
    return diff(swish(u), u, order).xreplace({u: dot(w_1, z) + b_1})


flat = Claim(
    name="flat",
    says="In a direction $h$ with $w_jᵀh = 0$ for every $j$ the loss has the derivative 0, at every $z$.",
    source="own",
    assuming=UNSEEN,
    conclusion=eq(along(loss(z), (z, h)), 0),
)
singular = Claim(
    name="singular",
    says="In such a direction its second derivative is 0, at every $z$.",
    source="own",
    assuming=UNSEEN,
    conclusion=eq(along(along(loss(z), (z, h)), (z, h)), 0),
)
shorter = Claim(
    name="shorter",
    says="The part $p$ of $p + h$ in the span, $hᵀp = 0$, is no longer than the whole.",
    source="own",
    assuming=(eq(dot(h, p), 0),),
    conclusion=le(norm(p), norm(p + h)),
    derive=lambda: chain(line("<=", norm(p + h) ** 2, norm(h) ** 2), squared=True),
)
alone = Claim(
    name="alone",
    says="If $p$ lies on the sphere and $p + h$ in the ball, $hᵀp = 0$, then $h = 0$.",
    source="own",
    assuming=(eq(dot(h, p), 0), eq(norm(p), eps), le(norm(p + h), eps)),
    conclusion=le(norm(h) ** 2, 0),
    derive=lambda: chain(line("<=", 0, (eps - norm(p + h)) * (eps + norm(p + h)))),
    example=lambda dim: {p: (1, *[0] * (dim - 1)), h: (0,) * dim, eps: 1},
    needs=(Removal(eq(norm(p), eps), point={"h": (1,), "p": (0,), "varepsilon": 1}),),
)
beside = Claim(
    name="beside",
    says="If $p$ lies inside, $p + h$ lies in the ball for every $h$ with $hᵀp = 0$ and $‖h‖² ≤ ε² - ‖p‖²$.",
    source="own",
    assuming=(eq(dot(h, p), 0), le(norm(h) ** 2, eps**2 - norm(p) ** 2)),
    conclusion=le(norm(p + h), eps),
    derive=lambda: chain(line("<=", eps**2, eps**2 - norm(p) ** 2 - norm(h) ** 2), squared=True),
)
one_unit = Claim(
    name="one-unit",
    says="Where $w_1ᵀh = 1$ and the others are 0 the margin has the derivative $-y v_1 s'(u_1)$ in the direction $h$.",
    source="own",
    assuming=SEES_ONE,
    conclusion=eq(along(margin(z), (z, h)), -y * v_1 * first_unit(1)),
)
one_bend = Claim(
    name="one-bend",
    says="Its second derivative there is $-y v_1 s''(u_1)$.",
    source="own",
    assuming=SEES_ONE,
    conclusion=eq(along(along(margin(z), (z, h)), (z, h)), -y * v_1 * first_unit(2)),
)

STATEMENT = Statement(
    name="network-span",
    title="A network of few units moves in the span of its weights",
    section="3.2",
    uses=("lemma-4", "lemma-5"),
)
