"""Why an assumption stays, or why it is open whether a claim needs it, where several claims say the same."""

AT_THE_ORIGIN = "$δ = 0$ serves at $θ = 0$; the witness here has $θ/‖θ‖$"
KINK = "outside $U$ nothing is assumed, and a smooth function that is stationary inside $U$ only has no formula here"
LARGEST = "it makes $|a|$ the largest $|θ_i|$, the dual norm of $θ$"
LIMIT = "its name makes $∇_xℓ$ the gradient: a limit would do in place of the constant $K$"
NOWHERE = (
    "that the free gradient is 0 nowhere in the ball is shown by no point, and no chain shows that a norm is not 0"
)
STANDS = "at 0 nothing moves and the loss is equal; the derivation divides by it, and a chain has no cases"
MOVES = "it needs a loss with (12) whose gradient in $θ$ moves while the example turns on the sphere: none with a formula is known here"
VISIBLE = "a positive number is equal to it; the formula must visibly have a value"
