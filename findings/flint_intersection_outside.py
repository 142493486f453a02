"""python-flint: the intersection of two balls is not a part of both, mostly of neither, and that of a ball with itself is larger.

Expected: `a.intersection(b)` is a ball that holds what both have in common, and as both are balls and their intersection is one (an
interval), it is contained in each: `a.contains(a.intersection(b))`.
What happens: of 10,000 random pairs that overlap none has an intersection that is contained in both, and of 5,874 it is a part of neither;
`arb(1, 2).intersection(arb(1, 2))` is strictly larger than `arb(1, 2)`. The result is sound as an enclosure of what both have in common:
its radius, of 30 bits, is rounded up.
Version and source: python-flint 0.9.0; `arb_intersection` in FLINT's src/arb/intersection.c rounds both ends outward, and
`arb_set_interval_arf` the radius up.
Why it matters: branch and bound narrows a box by intersecting it with an image, and takes for granted that the result is a part of the
box: that it lies where the function is defined, that a cover of the parts is one of the whole and no more, that the loop "intersect until
nothing changes" ends. None of that holds; a box may leave its own domain, and grow.
"""

import subprocess
import sys
import tempfile

PINNED = ("python-flint==0.9.0",)
SHOWS = """
from random import Random
from flint import arb
one = arb(1, 2)
draw, pairs, not_both, neither = Random(0), 0, 0, 0
while pairs < 10_000:
    a, b = (arb(draw.uniform(-1, 1), draw.random()) for _ in range(2))
    if a.overlaps(b):
        both = a.intersection(b)
        inside = a.contains(both) + b.contains(both)
        pairs, not_both, neither = pairs + 1, not_both + (inside < 2), neither + (inside == 0)
again = one.intersection(one)
print(not_both, neither, again.contains(one), one.contains(again))
"""

with tempfile.TemporaryDirectory() as folder:
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", folder, *PINNED], check=True)
    ran = subprocess.run(
        [sys.executable, "-c", SHOWS], env={"PYTHONPATH": folder}, capture_output=True, text=True, check=True
    )
print(f"of 10,000 not in both, in neither; that with itself holds the ball, lies in it: {ran.stdout.strip()}")
sys.exit(ran.stdout.split() != ["10000", "5874", "True", "False"])
