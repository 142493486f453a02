"""The wheel: typed, with its README, without the paper; and what it installs works where the repository is not."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = ("pyproject.toml", "README.md", "LICENSE")


def run(*command, cwd, **more):
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | more
    ran = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=300)
    return ran.returncode, ran.stdout, ran.stderr


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The wheel, built from a copy of the sources."""
    home = tmp_path_factory.mktemp("sources")
    for name in SOURCES:
        shutil.copy(ROOT / name, home / name)
    for name in ("verify", "proofs", "docs"):
        shutil.copytree(ROOT / name, home / name, ignore=shutil.ignore_patterns("__pycache__"))
    flags = ("--quiet", "--disable-pip-version-check", "--no-deps", "--no-build-isolation", "--no-index")
    code, _, told = run(sys.executable, "-m", "pip", "wheel", *flags, "--wheel-dir", "dist", ".", cwd=home)
    assert code == 0, told
    (found,) = (home / "dist").glob("*.whl")
    return found


@pytest.fixture(scope="module")
def wheel(built):
    """What is in it."""
    return zipfile.ZipFile(built)


def test_the_wheel_has_one_package_at_its_top_which_is_typed(wheel):
    names = wheel.namelist()
    home = "smoothness_verify-0.1.0"
    assert {n.partition("/")[0] for n in names} == {"verify", f"{home}.dist-info", f"{home}.data"}
    pages = f"{home}.data/data/share/smoothness-verify/docs"
    assert {f"{pages}/{path.relative_to(ROOT / 'docs')}" for path in (ROOT / "docs").rglob("*.*")} <= {*names}
    assert "verify/py.typed" in names
    assert [n for n in names if n.endswith(".v")] != []


def test_the_wheel_carries_the_readme(wheel):
    metadata = wheel.read("smoothness_verify-0.1.0.dist-info/METADATA").decode()
    assert "Description-Content-Type: text/markdown" in metadata
    assert "# smoothness-verify\n" in metadata


def test_what_the_wheel_installs_judges_a_new_lemma_in_an_empty_folder(wheel, tmp_path):
    wheel.extractall(tmp_path / "site")
    work = tmp_path / "work"
    work.mkdir()
    code = "import sys; sys.path = [p for p in sys.path if p != ROOT]; from verify.cli import main; sys.exit(main())"
    line = code.replace("ROOT", repr(str(ROOT)))

    def verify(*arguments):
        return run(sys.executable, "-c", line, *arguments, cwd=work, PYTHONPATH=str(tmp_path / "site"))

    told = (
        "verify check: no package 'proofs' here: run where its directory is, "
        "or begin one with: verify new lemma lemma-1 --package mypaper\n"
    )
    assert verify("check") == (2, "", told)
    assert verify(*told.partition("with: verify ")[2].split())[0] == 0
    assert verify("check")[2] == (
        "verify check: no package 'proofs' here: there is mypaper; "
        "name one, as in --package mypaper, or run where its directory is\n"
    )
    code, out, _ = verify("check", "--package", "mypaper")
    assert (code, "3 claims: 2 PROVED, 1 REFUTED; " in out, "; all as expected (" in out) == (0, True, True)


def test_the_tutorial_can_be_followed_from_the_wheel_in_a_fresh_environment(built, walk, tmp_path):
    """Without a network: the environment sees the packages that are installed here, but not the engine or the paper."""
    code, _, told = run(sys.executable, "-m", "venv", "--without-pip", "fresh", cwd=tmp_path)
    assert code == 0, told
    python = tmp_path / "fresh" / "bin" / "python"
    (site,) = (tmp_path / "fresh" / "lib").glob("python*/site-packages")
    flags = ("--quiet", "--disable-pip-version-check", "--no-deps", "--no-index")
    code, _, told = run(
        sys.executable, "-m", "pip", "--python", str(python), "install", *flags, str(built), cwd=tmp_path
    )
    assert code == 0, told
    others = [p for p in sys.path if Path(p).name in ("site-packages", "dist-packages")]
    (site / "others.pth").write_text("".join(f"{p}\n" for p in others), encoding="utf-8")
    script = tmp_path / "fresh" / "bin" / "pytest"
    script.write_text(f"#!{python}\nimport sys, pytest\nsys.exit(pytest.main())\n", encoding="utf-8")
    script.chmod(0o755)
    work = tmp_path / "work"
    work.mkdir()
    path = os.pathsep.join((str(python.parent), os.environ["PATH"]))
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | {"PATH": path}
    code, out, told = run(str(python), "-c", "import verify; print(verify.__file__)", cwd=work, PATH=path)
    assert (code, out.startswith(str(tmp_path))) == (0, True), told
    (tutorial,) = (tmp_path / "fresh" / "share").rglob("tutorial.md")
    walk(tutorial, work, environment)
    code, out, _ = run("verify", "docs", cwd=work, PATH=path)
    assert (code, str(tutorial) in out.splitlines()) == (0, True)
