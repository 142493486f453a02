"""One step of gradient descent: how much it lowers a function whose gradient is L-Lipschitz."""

from examples.convex_optimisation.setting import BOWL, SMOOTH, L, bowl, eta, f, slope, step, x
from verify import Claim, Instance, Rational, Statement, le, norm

after = f(x - eta * slope(x))

lowers = Claim(
    name="lowers",
    says="A step of any size $η > 0$ lowers $f$ by $η(1 - Lη/2)‖∇f(x)‖²$ at least.",
    assuming=(SMOOTH,),
    conclusion=le(after, f(x) - eta * (1 - L * eta / 2) * norm(slope(x)) ** 2),
    instance=BOWL,
)
best_size = Claim(
    name="best-size",
    says="A step of the size $1/L$ lowers $f$ by $‖∇f(x)‖²/(2L)$ at least.",
    assuming=(SMOOTH,),
    conclusion=le(f(step(x)), f(x) - norm(slope(x)) ** 2 / (2 * L)),
    instance=BOWL,
)
any_size_printed = Claim(
    name="any-size-printed",
    says="A step of any size $η ≤ 2/L$ lowers $f$ by $η/2·‖∇f(x)‖²$ at least.",
    assuming=(SMOOTH, le(L * eta, 2)),
    conclusion=le(after, f(x) - eta / 2 * norm(slope(x)) ** 2),
    expected="REFUTED",
    instance=Instance(BOWL.functions, point=lambda dim: {x: (1,) + (0,) * (dim - 1), L: 1, eta: 1}),
    against=Instance(bowl(L), point=lambda dim: {x: (1,) + (0,) * (dim - 1), L: 1, eta: Rational(3, 2)}),
)
any_size_repaired = Claim(
    name="any-size-repaired",
    says="A step of any size $η ≤ 1/L$ lowers $f$ by $η/2·‖∇f(x)‖²$ at least.",
    assuming=(SMOOTH, le(L * eta, 1)),
    conclusion=any_size_printed.conclusion,
    source="repair",
    repairs="any-size-printed",
    added="$1/L$ in place of $2/L$",
    adds=(le(L * eta, 1),),
    instance=any_size_printed.instance,
)

STATEMENT = Statement(name="gradient-step", title="One step of gradient descent", section="1", uses=("descent-lemma",))
