"""What the kernel says of a claim of the paper does not depend on the seed of Python's hashes."""

import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

SEEDS = range(8)
ASK = """
import hashlib, pkgutil, sys
import proofs
from verify.kernel.prove import disprove, prove
from verify.language.expansion import expand
from verify.language.module import statement_of

said = hashlib.sha256()
count = 0
for found in pkgutil.walk_packages(proofs.__path__, "proofs."):
    if not found.name.startswith("proofs.figures") and hasattr(__import__(found.name, fromlist=["x"]), "STATEMENT"):
        for claim in statement_of(found.name).claims:
            for answer in (prove(claim), *([disprove(claim)] if claim.disprove else [])):
                said.update(repr((claim.name, answer.outcome, answer.scope, answer.detail, answer.facts)).encode())
            said.update(str([str(expand(e)) for e in claim.expressions]).encode())
            count += 1
print(count, said.hexdigest())
"""


def answer(seed: int) -> str:
    run = subprocess.run(
        [sys.executable, "-c", ASK], capture_output=True, text=True, env={**os.environ, "PYTHONHASHSEED": str(seed)}
    )
    assert run.returncode == 0, run.stderr[-500:]
    return run.stdout.strip()


def test_the_kernel_says_the_same_under_eight_seeds():
    with ThreadPoolExecutor(2) as two:
        found = list(two.map(answer, SEEDS))
    count, digest = found[0].split()
    assert int(count) > 480 and len(digest) == hashlib.sha256().digest_size * 2
    assert set(found) == {found[0]}
