"""Section 3.2.4: "Lemmas 4 and 5 are not limited to shallow networks".

Their assumption is that the gradient in x moves smoothly. A layer of any width keeps that, if its own derivative does: so it holds
for networks of any depth whose activations are smooth enough, as swish and GELU. For ReLU it fails at the first layer.
"""

from dataclasses import replace

from proofs.setting import theta, x, z
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
    Total,
    Value,
    Vector,
    along,
    chain,
    d,
    dot,
    eq,
    le,
    line,
    norm,
    sigmoid,
    softplus,
    sqrt,
)
from verify.facts import cauchy_schwarz, mean_value, mean_value_inequality, one_term

h, u, v, w, y = map(Vector, ("h", "u", "v", "w", "y"))
L, S, M, N = (Symbol(name, nonnegative=True) for name in "LSMN")
r = Symbol("r")
t = Symbol("t", positive=True)
F, F_1, G = Symbol("F"), Symbol("F_1"), Symbol("G")


def layer(x):
    """A layer known only by its name."""
    return Field(G, x)


def moves(x, h):
    """Its derivative in the direction h."""
    return Jacobian(G, 1, h, x)


def above(u):
    """The gradient of the loss of the layers above it."""
    return Field(F_1, u)


def network(x):
    return Value(F, layer(x))


SLOPE = Schema("the layers above have a gradient of at most $L$", (u,), le(norm(above(u)), L))
BENT = Schema("and it is $S$-Lipschitz", (u, v), le(norm(above(u) - above(v)), S * norm(u - v)))
MOVES = Schema("the layer has a derivative of at most $M$", (x, h), le(norm(moves(x, h)), M * norm(h)))
TURNS = Schema("and it is $N$-Lipschitz", (x, y, h), le(norm(moves(x, h) - moves(y, h)), N * norm(x - y) * norm(h)))
here, there = along(network(x), (x, h)), along(network(y), (y, h))
bound = (S * M**2 + L * N) * norm(x - y) * norm(h)


def split_at_the_gradient():
    """<p, a> - <q, b> = <p - q, a> + <q, a - b> for the gradients p, q and the derivatives a, b at x and y."""
    p, q, a, b = above(layer(x)), above(layer(y)), moves(x, h), moves(y, h)
    step, part = x - y, y + sigmoid(r) * (x - y)
    far = mean_value_inequality(layer(y + r * step), r, M * norm(step))
    near = Lemma(far.premises[0], (line("<=", M * norm(step), by=MOVES(part, step)),))
    apart = Lemma(le(norm(layer(x) - layer(y)), M * norm(step)), (line("<=", M * norm(step), by=far),))
    bent, turned, size, slope = BENT(layer(x), layer(y)), TURNS(x, y, h), MOVES(x, h), SLOPE(layer(y))

    def one_way(sign):
        first, second = cauchy_schwarz(sign * (p - q), a), cauchy_schwarz(sign * q, a - b)
        terms = (
            first.slack,
            second.slack,
            norm(a) * bent.slack,
            norm(a) * S * apart.slack,
            S * M * norm(step) * size.slack,
            norm(a - b) * slope.slack,
            L * turned.slack,
        )
        return line("<=", bound, *terms, by=(first, second, bent, turned, size, slope))

    ways = [Lemma(le(sign * (here - there), bound), (one_way(sign),)) for sign in (1, -1)]
    return chain(
        line("<=", bound**2, ways[0].slack * ways[1].slack, why="between $-K$ and $K$"),
        lemmas=(near, apart, *ways),
        squared=True,
    )


quarter = Rational(1, 4)


def no_more(vector, factor, bound):
    """‖factor·v‖ <= ‖v‖ where |factor| <= 1 in every coordinate."""
    return lambda: chain(line("<=", bound**2, Total(vector**2 * (1 - factor) * (1 + factor))), squared=True)


def bends(u, v):
    """|σ(u_i) - σ(v_i)| <= |u_i - v_i|/4 in every coordinate, as squares: what is left over, and the fact."""
    turned = mean_value(sigmoid(z), z, v, u, quarter)
    return turned.slack * (Abs(sigmoid(u) - sigmoid(v)) + Abs(u - v) / 4), turned


def bent():
    rest, turned = bends(u, v)
    return chain(line("<=", (norm(u - v) / 4) ** 2, Total(rest), by=turned), squared=True)


def turns_slowly():
    """And |x_i - y_i| <= ‖x - y‖."""
    (rest, turned), one = bends(x, y), one_term((x - y) ** 2)
    slacks = Total(h**2 * rest), Total(h**2 * one.slack) / 16
    return chain(line("<=", (norm(x - y) * norm(h) / 4) ** 2, *slacks, by=(turned, one)), squared=True)


# A linear function of a layer that bends, and one that bends of a layer that is the identity: softplus in every coordinate.
curved_layer = Instance(
    functions={"F": ((u,), dot(w, u)), "F_1": ((u,), w), "G": ((x,), softplus(x))},
    derive={MOVES.name: no_more(h, sigmoid(x), norm(h)), TURNS.name: turns_slowly},
)
curved_above = Instance(
    functions={"F": ((u,), Total(softplus(u))), "F_1": ((u,), sigmoid(u)), "G": ((x,), x)},
    derive={SLOPE.name: no_more(Integer(1), sigmoid(u), sqrt(d)), BENT.name: bent},
)
AT = {"x": (1,), "y": (0,), "h": (1,), "w": (1,)}

deeper = Claim(
    name="one-more-layer",
    says=(
        "One more layer below keeps a loss smooth in its input: with these constants of the layers above and of the layer its "
        "derivative is $(SM² + LN)$-Lipschitz. So networks of any depth are smooth whose layers are."
    ),
    assuming=(SLOPE, BENT, MOVES, TURNS),
    conclusion=le(Abs(here - there), bound),
    derive=split_at_the_gradient,
    instance=Instance(
        functions={"F": ((u,), dot(w, u)), "F_1": ((u,), w), "G": ((x,), x)},
        constants={L: norm(w), S: 0, M: 1, N: 0},
    ),
    needs=(
        Removal(SLOPE, instance=replace(curved_layer, constants={L: 0, S: 0, M: 1, N: quarter}), point=AT),
        Removal(BENT, instance=replace(curved_above, constants={L: sqrt(d), S: 0, M: 1, N: 0}), point=AT),
        Removal(MOVES, instance=replace(curved_above, constants={L: sqrt(d), S: quarter, M: 0, N: 0}), point=AT),
        Removal(TURNS, instance=replace(curved_layer, constants={L: norm(w), S: 0, M: 1, N: 0}), point=AT),
    ),
)


def relu(z):
    return (z + Abs(z)) / 2


kink = Claim(
    name="relu",
    says=(
        "A unit $max(0, θᵀx)$ is not smooth: its second difference at the input 0 is $t|θᵀh|$ for steps $±th$, of the order of $t$."
    ),
    source="own",
    conclusion=eq(relu(dot(theta, t * h)) + relu(dot(theta, -t * h)) - 2 * relu(0), t * Abs(dot(theta, h))),
)

STATEMENT = Statement(
    name="remark-activations",
    title="Deep networks with smooth activations satisfy the assumptions, ReLU does not",
    section="3.2.4",
    uses=("lemma-4", "lemma-5"),
)
