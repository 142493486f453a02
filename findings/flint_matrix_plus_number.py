"""python-flint: a number that is added to a matrix is added on the diagonal, also where the matrix is not square.

Expected: `A + arb(0, r)` widens every entry of A by r, as `A*c` multiplies every entry and as NumPy adds; or, read as in a ring of square
matrices, it adds r times the identity and refuses a matrix of 2 rows and 3 columns.
What happens: the diagonal is widened, the other entries stay exact; a matrix of 2 rows and 3 columns gets a "diagonal" of two
entries, without an error. The same for -, and for integers.
Version and source: python-flint 0.9.0, `arb_mat_coerce_operands` in flint/types/arb_mat.pyx, which makes `arb_mat(m, n, number)`.
Why it matters: to widen a matrix by a bound of what was left out is a step of most proofs by matrices of balls. So written it proves a
statement on all matrices near A, and has looked at those that differ on the diagonal.
"""

import subprocess
import sys
import tempfile

PINNED = ("python-flint==0.9.0",)
SHOWS = """
from flint import arb, arb_mat
wide = arb_mat([[1, 2], [3, 4]]) + arb(0, 1)
long = arb_mat([[1, 2, 3], [4, 5, 6]]) + 1
assert (arb_mat([[1, 2], [3, 4]]) * 2)[0, 1] == 4
print([e.is_exact() for e in wide.entries()], [int(float(e)) for e in long.entries()])
"""

with tempfile.TemporaryDirectory() as folder:
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", folder, *PINNED], check=True)
    ran = subprocess.run(
        [sys.executable, "-c", SHOWS], env={"PYTHONPATH": folder}, capture_output=True, text=True, check=True
    )
print(f"exact entries after + [-1, 1]; 1, ..., 6 after + 1: {ran.stdout.strip()}")
sys.exit(ran.stdout.strip() != "[False, True, True, False] [2, 2, 3, 4, 6, 6]")
