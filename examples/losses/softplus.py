"""softplus(z) = log(1 + exp(z)): between max(z, 0) and max(z, 0) + log 2, 1-Lipschitz, with a 1/4-Lipschitz derivative."""

from verify import Abs, Claim, Integer, Max, Statement, along, eq, le, log, sigmoid, softplus, symbols

a, b, z = symbols("a b z")

lower = Claim(name="lower", says="$max(z, 0) ≤ softplus(z)$.", conclusion=le(Max(z, 0), softplus(z)))
upper = Claim(name="upper", says="$softplus(z) ≤ max(z, 0) + log(2)$.", conclusion=le(softplus(z), Max(z, 0) + log(2)))
derivative = Claim(
    name="derivative",
    says="Its derivative is $σ(z)$.",
    conclusion=eq(along(softplus(z), (z, Integer(1))), sigmoid(z)),
)
lipschitz = Claim(
    name="lipschitz",
    says="It is 1-Lipschitz.",
    conclusion=le(Abs(softplus(a) - softplus(b)), Abs(a - b)),
)
smooth = Claim(
    name="smooth",
    says="Its derivative is $1/4$-Lipschitz.",
    conclusion=le(Abs(sigmoid(a) - sigmoid(b)), Abs(a - b) / 4),
)
STATEMENT = Statement(name="softplus", title="Softplus", section="2")
