"""What `import verify` and `verify --help` load: nothing heavy."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HEAVY = ("sympy", "scipy", "hypothesis", "matplotlib", "numpy", "flint", "rich", "typst")


def python(code):
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))}
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["check", "--help"], ["check", "--seed", "x"]])
def test_help_and_usage_errors_import_nothing_heavy(arguments):
    ran = python(
        f"import sys; from verify.cli import main; main({arguments}); print(sorted(set(sys.modules) & set({HEAVY})))"
    )
    assert ran.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("arguments", [["show", "lemma-2/lipschits"], ["check", "eq-99"], ["prove", "x**2 >= 0"]])
def test_what_needs_no_engine_here_loads_none(arguments):
    """The ids are known where the package was read once; an inequality is proved in a process of its own."""
    python("from verify.cli import main; main(['list'])")
    ran = python(f"import sys; from verify.cli import main; main({arguments}); print(set(sys.modules) & set({HEAVY}))")
    assert ran.stdout.splitlines()[-1] == "set()"


def test_the_version_is_printed():
    assert python("from verify.cli import main; main(['--version'])").stdout == "smoothness-verify 0.1.0\n"


def test_the_pytest_plugin_imports_nothing_heavy_by_itself():
    ran = python(f"import sys, verify.cli.pytest_plugin; print(sorted(set(sys.modules) & set({HEAVY})))")
    assert ran.stdout == "[]\n"


def test_every_public_name_is_found_where_it_is_defined():
    import verify
    from verify.judging import ask
    from verify.language import claim, symbols

    assert verify.Claim is claim.Claim
    assert verify.Vector is symbols.Vector
    assert verify.prove is ask.prove
    assert [name for name in verify.__all__ if not hasattr(verify, name)] == []
    with pytest.raises(AttributeError, match="module 'verify' has no attribute 'nothing'"):
        _ = verify.nothing


def test_every_public_name_is_completed():
    ran = python(
        "import rlcompleter, verify\n"
        "found = rlcompleter.Completer({'verify': verify})\n"
        "every = [found.complete('verify.', k) for k in range(400)]\n"
        "print(set(verify.__all__) - {(name or '').removeprefix('verify.').rstrip('()') for name in every})\n"
        "print(set(verify.__all__) - set(dir(verify)))"
    )
    assert (ran.stdout, ran.stderr) == ("set()\nset()\n", "")


def test_help_on_the_package_is_one_screen_and_names_the_rest():
    ran = python("help('verify')")
    lines = ran.stdout.splitlines()
    assert len(lines) <= 60
    assert all(name in ran.stdout for name in ("Claim", "Vector", "chain", "verify.facts", "verify new lemma"))


def test_what_a_type_checker_sees_is_what_is_loaded():
    import verify

    tree = ast.parse((ROOT / "verify" / "__init__.py").read_text(encoding="utf-8"))
    seen = {
        (node.module, a.name, a.asname)
        for block in tree.body
        if isinstance(block, ast.If)
        for node in block.body
        for a in node.names
    }
    assert seen == {(f"verify.{home}", name, name) for name, home in verify._HOME.items()}


def test_a_module_of_the_engine_does_not_hide_the_function_of_its_name():
    ran = python(
        "import verify.kernel.chain, verify.judging.judge\n"
        "from verify import chain, judge, line\n"
        "print(chain(line('=', 1)).squared, judge.__name__)"
    )
    assert (ran.stdout, ran.stderr) == ("False judge\n", "")


def test_what_is_left_between_two_sides_has_one_name():
    from verify import Lemma, Schema, Vector, le, line, norm
    from verify.facts import cauchy_schwarz

    u, v = Vector("u"), Vector("v")
    relation = le(norm(u), norm(v))
    for one in (cauchy_schwarz(u, v), Lemma(relation, (line("=", norm(v)),)), Schema("s", (u,), relation)(v)):
        assert one.slack == one.relation.slack == one.relation.rhs - one.relation.lhs
        assert not hasattr(one, "gap")
    assert not hasattr(relation, "gap")


def test_a_relation_may_be_written_from_either_side():
    from verify import ge, gt, le, lt, symbols

    x, y = symbols("x y")
    assert (ge(x, y), gt(x, 2)) == (le(y, x), lt(2, x))
    with pytest.raises((TypeError, ValueError), match="the right side of ge"):
        ge(x, 0.5)
