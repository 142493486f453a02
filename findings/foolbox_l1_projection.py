"""Foolbox's projected gradient descent under L1 stays below a quarter of the largest gain of a linear function, in however many steps.

Expected: projected gradient ascent on the linear function θᵀx, θ = (8, 1, ..., 1) with 64 entries, tends to the maximum 8ε of the ball
‖δ‖₁ ≤ ε, as it does under L2 and L∞; the fast gradient method, one step of steepest ascent, is there at once: all of ε on the first entry.
What happens: both end at εθ/‖θ‖₁, where the gain is ε‖θ‖₂²/‖θ‖₁ = 127ε/71; 2000 steps from a random start as well. What is called
`project` divides by the norm: of (2, 1) it makes (2/3, 1/3), but (1, 0) is nearer, and is the projection. The step is along the gradient,
which is the steepest ascent under L2. It is said nowhere: the docstring is "L1 Projected Gradient Descent".
Version and source: foolbox 3.3.4, `normalize` and `project` of `L1BaseGradientDescent` in foolbox/attacks/gradient_descent_base.py. The
gradient is given by `value_and_grad`, which users may override, so no framework is needed. (Issue 828 of cleverhans is the same there.)
Why it matters: a lower bound on the largest loss in an L1 ball that comes from these attacks is far from it where the loss is as simple
as can be, and more steps do not show it.
"""

import subprocess
import sys
import tempfile

PINNED = ("foolbox==3.3.4", "eagerpy==0.30.0", "numpy==2.4.6", "scipy==1.17.1")
SHOWS = """
import warnings
warnings.filterwarnings("ignore")
import numpy as np
import eagerpy as ep
from foolbox import NumPyModel, attacks

theta, eps = np.array([8.0] + [1.0] * 63), 0.5
model = NumPyModel(lambda x: np.stack([-x @ theta, x @ theta], axis=1), bounds=(-9, 9))
zero, label = np.zeros((1, 64)), np.array([0])


def part(attack, **settings):
    np.random.seed(0)
    told = type("Told", (attack,), {"value_and_grad": lambda self, loss, x: (None, ep.astensor(theta[None] + 0 * x.raw))})
    delta, p = told(**settings).run(model, zero, label, epsilon=eps)[0], attack.distance.p
    assert np.linalg.norm(delta, p) < eps * (1 + 1e-9)
    return f"{delta @ theta / (eps * np.linalg.norm(theta, {1: np.inf, 2: 2, np.inf: 1}[p])):.4f}"


for order in ("L2", "Linf", "L1"):
    descent, one = (getattr(attacks, order + kind) for kind in ("ProjectedGradientDescentAttack", "FastGradientAttack"))
    print(part(one), part(descent, steps=2000, random_start=False), part(descent, steps=2000, random_start=True))
v, x0 = np.array([[2.0, 1.0]]), np.zeros((1, 2))
made = attacks.L1ProjectedGradientDescentAttack().project(ep.astensor(v), ep.astensor(x0), 1.0).raw
print(np.linalg.norm(v - made) > np.linalg.norm(v - np.array([[1.0, 0.0]])))
"""

with tempfile.TemporaryDirectory() as folder:
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--target", folder, *PINNED], check=True)
    ran = subprocess.run(
        [sys.executable, "-c", SHOWS], env={"PYTHONPATH": folder}, capture_output=True, text=True, check=True
    )
print(
    "part of the largest gain under L2, Linf, L1: one step, 2000 steps from 0, and from a random start; is a point nearer:"
)
print(ran.stdout.strip())
sys.exit(ran.stdout.split() != ["1.0000"] * 6 + ["0.2236"] * 3 + ["True"])
