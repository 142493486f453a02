"""SymPy's derivative of x/‖x‖ by the matrix symbol x is I/‖x‖: the term -x xᵀ/‖x‖³ is missing.

Expected: `diff(x/sqrt(trace(x.T*x)), x)` is (I - x xᵀ/‖x‖²)/‖x‖, the projection onto the tangent space of the sphere, which maps x to 0;
or an error, or an unevaluated derivative.
What happens: the scalar factor is treated as a constant, without a warning. The result maps x to x/‖x‖.
Version and source: sympy 1.14.0, `MatMul._eval_derivative_matrix_lines` and `array_derive` in sympy/matrices/expressions and
sympy/tensor/array/expressions.
What follows for a prover: derivatives by vectors are taken along a direction, d/dt f(x + t h) at t = 0, where the ordinary
rules for one real variable apply.
"""

import subprocess
import sys
import tempfile

PINNED = ("sympy==1.14.0", "mpmath==1.3.0")
SHOWS = """
import sympy as sp
x = sp.MatrixSymbol("x", 3, 1)
found = sp.diff(x / sp.sqrt(sp.trace(x.T * x)), x)
at = sp.Matrix([1, 2, 2])
jacobian = sp.Matrix(found.subs(x, at).doit())
y = sp.Matrix(sp.symbols("y1:4", real=True))
right = (y / sp.sqrt(y.dot(y))).jacobian(y).subs(dict(zip(y, at)))
assert right * at == sp.zeros(3, 1)
print(jacobian == sp.eye(3) / 3, jacobian == right)
"""

with tempfile.TemporaryDirectory() as folder:
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", folder, *PINNED], check=True)
    ran = subprocess.run(
        [sys.executable, "-c", SHOWS], env={"PYTHONPATH": folder}, capture_output=True, text=True, check=True
    )
print(f"the derivative at x = (1, 2, 2) is I/3, is the Jacobian: {ran.stdout.strip()}")
sys.exit(ran.stdout.split() != ["True", "False"])
