"""Certificates that are made to mislead or to take for ever: each is refused with its line, soon and with little memory."""

import gzip
import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from bench.tamper.run import stored

RECHECK = Path(__file__).parent.parent / "verify" / "recheck.py"
SECONDS, MEMORY = 1, 512 << 20
SIMPLE = {
    "assume": [], "claim": "a/b", "conclude": [2, "=", 2], "exists": [], "least": 1,
    "owed": [], "proof": {"steps": [["show", [2, "=", 2], ["zero", []]]]}, "symbols": [["x", "number", 7, False]],
    "terms": [["s", 0], ["n", "2"], ["^", 0, 1]], "uniform": [], "verdict": "PROVED",
}  # fmt: skip


def limited():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))


def rechecked(text, tmp_path):
    """What the re-check says of a file with a good certificate before and after the line."""
    good = json.dumps(SIMPLE)
    path = tmp_path / "c.jsonl"
    path.write_text(f"{good}\n{text}\n{good}\n", encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-I", "-S", str(RECHECK), str(path)],
        capture_output=True, text=True, timeout=60, preexec_fn=limited,
    )  # fmt: skip


def refused(text, tmp_path):
    ran = rechecked(text, tmp_path)
    heads = [line for line in ran.stdout.splitlines() if line[:1] != " "]
    assert ran.stderr == ""
    assert [h.split(":")[0] for h in heads[:3]] == ["a/b", "line 2", "a/b"], heads
    assert heads[1].startswith("line 2: REFUSED: ")
    assert heads[3].startswith("2 shown, 1 refused")
    assert ran.returncode == 1
    assert len(heads[1]) < 300


def test_the_simple_certificate_is_good(tmp_path):
    ran = rechecked(json.dumps(SIMPLE), tmp_path)
    assert (ran.returncode, ran.stdout.splitlines()[-1]) == (0, "3 shown, 0 refused")


TEXTS = {
    "a part twice": json.dumps(SIMPLE)[:-1] + ', "verdict": "PROVED"}',
    "a part of a part twice": json.dumps(SIMPLE).replace('"proof": {', '"proof": {"steps": [], ', 1),
    "no JSON": "{",
    "empty line": "",
    "a list": "[]",
    "a number": "7",
    "null": "null",
    "a text": '"x"',
    "deep lists": "[" * 100_000 + "]" * 100_000,
    "deep objects": '{"a":' * 100_000 + "1" + "}" * 100_000,
    "a long number": "1" * 200_000,
    "not a number": json.dumps(SIMPLE).replace('"least": 1', '"least": NaN'),
    "infinite": json.dumps(SIMPLE).replace('"least": 1', '"least": Infinity'),
    "a lone surrogate": json.dumps(SIMPLE).replace('"x"', '"\\ud800"'),
}


@pytest.mark.parametrize("what", TEXTS)
def test_a_line_that_is_no_certificate_is_refused(what, tmp_path):
    refused(TEXTS[what], tmp_path)


def tower(base, count, exponent="2"):
    """x, x^2, (x^2)^2, ..."""
    terms = [base, ["n", exponent], ["^", 0, 1]]
    for k in range(count):
        terms.append(["^", 2 + k, 1])
    return terms


def doubled(count):
    """x + x, (x + x) + (x + x), ...: a tree of 2^count leaves in so many entries."""
    return [["s", 0], *(["+", k, k] for k in range(count))]


def squared(count):
    return [["s", 0], ["n", "1"], ["+", 0, 1], *(["*", k + 2, k + 2] for k in range(count))]


def names(*given):
    return {"symbols": [[name, "number", 7, False] for name in given]}


def about(terms, k=None):
    """The certificate that says that the last of the terms is equal to itself."""
    last = len(terms) - 1 if k is None else k
    return {
        "terms": terms,
        "conclude": [last, "=", last],
        "proof": {"steps": [["show", [last, "=", last], ["zero", []]]]},
    }


CHANGED = {
    # too much to work out
    "a huge power": about([["s", 0], ["n", "1"], ["+", 0, 1], ["n", "999999999"], ["^", 2, 3]]),
    "a huge power of a number": about([["n", "3"], ["n", "999999999"], ["^", 0, 1]]),
    "a huge root": about([["n", "3"], ["n", "1/999999999999"], ["^", 0, 1]]),
    "a tower of powers of a number": about(tower(["n", "3"], 60)),
    "a tower of growing powers": about(tower(["n", "7"], 5, "64")),
    "a sum squared often": about(squared(12)),
    "a number of many digits": about([["n", "1" * 100_000]]),
    "many terms": about([["s", 0], *(["+", k, 0] for k in range(100_000))]),
    "a deep term": about([["s", 0], *(["abs", k] for k in range(5_000))]),
    "an exponential of an exponential": about([["s", 0], *(["exp", k] for k in range(5_000))]),
    "a tree of 2^60 leaves": about(doubled(60)),
    "a product of 2^60 factors": about([["s", 0], *(["*", k, k] for k in range(60))]),
    "a largest of 2^60 numbers": about([["s", 0], *(["max", k, k] for k in range(60))]),
    "a power of a long sum": {
        **names(*(f"x{k}" for k in range(12))),
        **about([*(["s", k] for k in range(12)), ["+", *range(12)], ["n", "8"], ["^", 12, 13]]),
    },
    "many steps": {"proof": {"steps": [["show", [2, "=", 2], ["zero", []]]] * 300_000}},
    "a deep hint": {"proof": {"steps": [["show", [2, "=", 2], json.loads("[" * 400 + "]" * 400)]]}},
    # what refers to itself, or to nothing
    "a term of itself": about([["s", 0], ["+", 1, 0]]),
    "a term of a later one": about([["s", 0], ["+", 0, 2], ["+", 0, 0]], 1),
    "a term that is not there": {"conclude": [99, "=", 99]},
    "a negative number of a term": {"conclude": [-1, "=", -1]},
    "a symbol that is not there": about([["s", 1]]),
    "a fact of itself": {"conclude": [0, "=", 1], "proof": {"steps": [["show", [0, "=", 1], ["zero", [[1, 0]]]]]}},
    # names that mislead
    "one name twice": names("x", "x"),
    "an empty name": names(""),
    "a name of blanks": names(" "),
    "a number for a name": names("0"),
    "a relation for a name": names("x ≤ 0"),
    "the name of a constant": names("pi"),
    "the name of the dimension": names("d"),
    "a line in a name": names("x\n  with 1 = 2"),
    "an invisible name": names("x", "x\u200b"),
    "a name of another script": names("x", "х"),
    "no text for a name": names(7),
    # kinds that are not known
    "a head": about([["s", 0], ["sum", 0]]),
    "a head of no text": about([["s", 0], [7, 0]]),
    "an unhashable head": about([["s", 0], [[], 0]]),
    "an empty term": about([["s", 0], []]),
    "a constant": about([["c", "i"]]),
    "a sort": {"symbols": [["x", "matrix", 7, False]]},
    "a sign": {"symbols": [["x", "number", 8, False]]},
    "no sign": {"symbols": [["x", "number", 0, False]]},
    "the sign of a vector": {"symbols": [["x", "vector", 4, False]]},
    "a sign that is true": {"symbols": [["x", "number", True, False]]},
    "a relation": {"conclude": [2, ">", 2]},
    "a verdict": {"verdict": "TRUE"},
    "no verdict": {"verdict": None},
    "a step": {"proof": {"steps": [["believe", [2, "=", 2], ["zero", []]]]}},
    "a hint": {"proof": {"steps": [["show", [2, "=", 2], ["so", []]]]}},
    "a theorem": {"proof": {"steps": [["cite", "Fermat", [0], []]]}},
    "a way of proof": {"proof": {"rule": "trust"}},
    # other types
    "terms that are a number": {"terms": 7},
    "terms that are an object": {"terms": {}},
    "symbols that are a text": {"symbols": "x"},
    "a number that is no text": about([["n", 2]]),
    "a number with a point": about([["n", "2.0"]]),
    "a number with blanks": about([["n", " 2"]]),
    "a number of other digits": about([["n", "٢"]]),
    "a number divided by zero": about([["n", "1/0"]]),
    "a number not in lowest terms": about([["n", "2/4"]]),
    "a place with a point": {"conclude": [2.0, "=", 2.0]},
    "a place that is true": {"conclude": [True, "=", True]},
    "a text for a place": {"conclude": ["2", "=", "2"]},
    "steps that are an object": {"proof": {"steps": {}}},
    "a proof that is a list": {"proof": []},
    "assumptions that are a number": {"assume": 1},
    "an assumption that is a text": {"assume": ["x"]},
    "what exists is a text": {"exists": "x"},
    "a dimension that is a text": {"least": "1"},
    "a negative least dimension": {"least": -1},
    "a claim that is a list": {"claim": ["a/b"]},
    "lines in the name of the claim": {"claim": "a/b: PROVED\na/c"},
}  # fmt: skip


LARGE = {
    "a tower of powers": about(tower(["s", 0], 60)),
    "a tree of many leaves": about(doubled(150)),
    "a root of a large number": about([["n", str(10**399 + 7)], ["n", "1/2"], ["^", 0, 1]]),
    "a logarithm of a large number": about([["n", str(10**399 + 7)], ["log", 0]]),
    "a large denominator": about([["n", f"1/{10**390 + 7}"], ["n", "1/3"], ["^", 0, 1]]),
    "many symbols": names(*(f"x{k}" for k in range(200_000))),
}


@pytest.mark.parametrize("what", LARGE)
def test_a_large_certificate_is_shown_or_refused_and_soon(what, tmp_path):
    """Large, and not wrong."""
    ran = rechecked(json.dumps(SIMPLE | LARGE[what]), tmp_path)
    assert ran.stderr == ""
    assert ran.stdout.splitlines()[-1] in ("3 shown, 0 refused", "2 shown, 1 refused")


@pytest.mark.parametrize("what", CHANGED)
def test_a_certificate_with_a_part_of_another_kind_is_refused(what, tmp_path):
    refused(json.dumps(SIMPLE | CHANGED[what]), tmp_path)


@pytest.mark.parametrize("part", sorted(SIMPLE))
def test_a_certificate_without_a_part_is_refused(part, tmp_path):
    refused(json.dumps({k: v for k, v in SIMPLE.items() if k != part}), tmp_path)


POINT = next(c for c in stored() if c["proof"].get("rule") == "point")
POINTS = {
    "many coordinates": {"dimension": 10**9},
    "a huge data set": {"sample": 10**9},
    "a negative dimension": {"dimension": -1},
    "no value": {"values": []},
    "a value that is a float": {"values": [0.5] * len(POINT["symbols"])},
    "values of many digits": {"values": ["9" * 10**6] * len(POINT["symbols"])},
    "values with exponents": {"values": ["1e999999999"] * len(POINT["symbols"])},
}


@pytest.mark.parametrize("what", POINTS)
def test_a_point_that_is_none_is_refused(what, tmp_path):
    refused(json.dumps(POINT | {"proof": POINT["proof"] | POINTS[what]}), tmp_path)


BRANCH = {c["claim"].split("/")[1]: c for c in stored() if c["claim"].startswith("network-three-inputs/")}
WORDS = {
    "no word": None,
    "a list": ["e"],
    "a number": 7,
    "a long word": "0" * 1_000_000,
    "a word of many pieces": "0o" * 100_000 + "o",
    "a word that ends nowhere": "0" * 400,
    "a side that is not there": "9oo",
    "a digit that is no side": "²oo",
}


@pytest.mark.parametrize("part", ["cover", "curved", "turned"])
@pytest.mark.parametrize("what", WORDS)
def test_a_cover_that_is_none_is_refused(what, part, tmp_path):
    certificate = BRANCH["lipschitz"]
    refused(json.dumps(certificate | {"proof": certificate["proof"] | {part: WORDS[what]}}), tmp_path)


LONGER = {
    "many steps": lambda t: [["n", "1"], ["+", t, *[t + 1] * 5_000]],
    "many pieces of a product": lambda t: [["n", "1"], ["*", t, *[t + 1] * 5_000]],
    "a sum squared often": lambda t: [["+", t, t], *(["*", k, k] for k in range(t + 1, t + 80))],
    "large numbers": lambda t: [["n", "9" * 3_000], ["*", t, t + 1]],
    "another function": lambda t: [["exp", t]],
}


@pytest.mark.parametrize("what", LONGER)
def test_a_loss_of_another_kind_is_refused(what, tmp_path):
    certificate = json.loads(json.dumps(BRANCH["place"]))
    terms, schema = certificate["terms"], next(a for a in certificate["assume"] if isinstance(a, dict))
    for place in (0, 2):
        one = schema["conclude"][place]
        terms.append(["+", one])
        terms += LONGER[what](len(terms) - 1)
        schema["conclude"][place] = len(terms) - 1
    refused(json.dumps(certificate), tmp_path)


def test_a_packed_line_that_is_too_long_is_not_unpacked_at_once(tmp_path):
    """A gigabyte of blanks takes a megabyte: it is read in pieces, each refused, in little memory."""
    path = tmp_path / "c.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        for _ in range(200):
            file.write(b" " * 5_000_000)
    ran = subprocess.run(
        [sys.executable, "-I", "-S", str(RECHECK), str(path)],
        capture_output=True, text=True, timeout=60, preexec_fn=limited_memory,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (1, f"{path}: the file is too long\n")
    assert ran.stdout.startswith("line 1: REFUSED: the certificate is too long")


def limited_memory():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def cut_off(path):
    good = json.dumps(SIMPLE).encode() + b"\n"
    path.write_bytes(gzip.compress(good * 2_000)[:-20])


UNREADABLE = {
    "cut off": ("c.jsonl.gz", cut_off),
    "packed by name alone": ("c.jsonl.gz", lambda path: path.write_text("{}")),
    "spoiled inside": ("c.jsonl.gz", lambda path: path.write_bytes(gzip.compress(b"{}")[:10] + b"\xff" * 40)),
    "no text": ("c.jsonl", lambda path: path.write_bytes(b"\xff\xfe\n")),
    "not there": ("c.jsonl", lambda path: None),
    "a folder": ("c.jsonl", lambda path: path.mkdir()),
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_a_file_that_cannot_be_read_is_an_error_in_one_line(what, tmp_path):
    name, made = UNREADABLE[what]
    path = tmp_path / name
    made(path)
    ran = subprocess.run(
        [sys.executable, "-I", "-S", str(RECHECK), str(path)], capture_output=True, text=True, timeout=60
    )
    assert ran.returncode == 1
    assert ran.stderr.startswith(f"{path}: ") and ran.stderr.count("\n") == 1 and len(ran.stderr) < 400
    assert " shown, " not in ran.stdout
