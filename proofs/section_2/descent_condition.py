"""Eq. (10) (Section 2.1) for any loss: the gradient is Lipschitz on the level set of the start, and nowhere else.

A step of size 1/K that stays in the level set on its way lowers the loss by ‖gradient‖²/(2K). So on a bounded level set the
squares of the gradients have a finite sum and every limit point of the method is stationary (Bertsekas, 1.2.3). One limit is more
than (10) gives: the method may go round for ever (Absil, Mahony, Andrews 2005), so "converges to a stationary point" is a wording.
"""

from proofs.setting import theta, theta_1, theta_2
from verify import (
    Claim,
    Field,
    Instance,
    Lemma,
    Removal,
    Schema,
    Statement,
    Symbol,
    Value,
    chain,
    le,
    line,
    norm,
    sigmoid,
)
from verify.facts import descent

K = Symbol("K", positive=True)
s, t = Symbol("s"), Symbol("t")
level = Symbol("c")  # the loss at the start


def loss(theta):
    """A loss L known only by its name."""
    return Value(Symbol("L"), theta)


def slope(theta):
    """Its gradient."""
    return Field(Symbol("L_1"), theta)


def below(theta):
    """θ is in the level set of the start."""
    return le(loss(theta), level)


end = theta - slope(theta) / K
EQ_10 = Schema(
    "(10)",
    (theta_1, theta_2),
    le(norm(slope(theta_1) - slope(theta_2)), K * norm(theta_1 - theta_2)),
    (below(theta_1), below(theta_2)),
)
ON_THE_WAY = Schema("the step stays in the level set on its way", (t,), below(theta - sigmoid(t) * slope(theta) / K))


def one_step():
    between = theta - sigmoid(s) * slope(theta) / K
    law = descent(loss(theta), s, theta, end, K)
    inside = Lemma(below(between), (line("<=", level, by=ON_THE_WAY(s)),))
    near = Lemma(law.premises[0], (line("<=", law.premises[0].rhs, by=EQ_10(between, theta)),))
    return chain(line("<=", step.conclusion.rhs, by=law), lemmas=(inside, near))


def to_the_other_side():
    """Of ‖θ‖² a step of size 1 goes from θ to -θ and stays in the ball."""
    way = sigmoid(t)
    return chain(line("<=", norm(theta) ** 2, 4 * way * (1 - way) * norm(theta) ** 2))


step = Claim(
    name="step",
    says=(
        "(10) for any loss $L$: from a $θ$ of the level set of the start a step of size $1/K$ that stays in it on its way "
        "lowers $L$ by at least $‖∇L(θ)‖²/(2K)$, so its end lies in the level set, too."
    ),
    equations=(10,),
    assuming=(EQ_10, ON_THE_WAY, below(theta)),
    conclusion=le(loss(end), loss(theta) - norm(slope(theta)) ** 2 / (2 * K)),
    derive=one_step,
    instance=Instance({"L": ((theta,), 0 * norm(theta)), "L_1": ((theta,), 0 * theta)}, {level: 0}),
    needs=(
        Removal(
            EQ_10,
            instance=Instance(
                {"L": ((theta,), norm(theta) ** 2), "L_1": ((theta,), 2 * theta)},
                {K: 1, level: norm(theta) ** 2},
                {ON_THE_WAY.name: to_the_other_side},
            ),
            point={"theta": (1,)},
        ),
        Removal(
            ON_THE_WAY,
            why="it follows by continuity: where the step first leaves the level set the loss is below $c$, by what is claimed",
        ),
        Removal(
            below(theta),
            why="it follows by a limit: the way tends to $θ$, and along it the loss is at most $c$",
        ),
    ),
)

STATEMENT = Statement(
    name="descent-condition",
    title="The condition on the level set, for any loss",
    section="2.1",
    where=(
        "$L$ is any loss, $c$ its value at the start; $σ$ is the logistic function, so that $σ(t)$ runs through the numbers "
        "between 0 and 1."
    ),
    uses=("definition-1",),
)
