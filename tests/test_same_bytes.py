"""The same document, byte by byte, whatever the seed of Python's hashes, the number of processes and the locale."""

from concurrent.futures import ThreadPoolExecutor

CLAIMS = """
claims = [true(f"t{k}") for k in range(6)] + [false(f"f{k}", expected="REFUTED") for k in range(3)]
STATEMENT = statement("a", *claims)
"""


def test_a_document_and_a_report_are_the_same_under_eight_seeds_two_numbers_of_processes_and_two_locales(
    tmp_path, new_paper
):
    def answer(seed):
        root = tmp_path / str(seed)
        paper = new_paper(root, "essay").add(a=CLAIMS, b='STATEMENT = statement("b", true("x"))')
        (root / "essay" / "__init__.py").write_text('PAPER = {"title": "Größen ‖θ‖"}\n', encoding="utf-8")
        env = {"PYTHONHASHSEED": str(seed)} | ({"LC_ALL": "C"} if seed % 4 > 1 else {})
        jobs = ("--jobs", str(1 + seed % 2), "--examples", "40")
        said = paper.run("check", "--json", *jobs, env=env)
        told = paper.run("report", "--out", "out", "--format", "tex,html", *jobs, env=env) if seed < 3 else (0, "", "")
        files = {str(p.relative_to(root)): p.read_bytes() for p in sorted((root / "out").rglob("*")) if p.is_file()}
        return said, told, files

    with ThreadPoolExecutor(2) as two:
        found = list(two.map(answer, range(8)))
    (code, out, err), (reported, _, _), files = found[0]
    assert (code, err, reported) == (0, "", 0) and out.count("\n") > 9 and len(files) > 5
    assert {said for said, _, _ in found} == {found[0][0]}
    assert [f for _, _, f in found[:3]] == [files] * 3
