"""What a reader can move: the page computes what Python computes, from the claims' own expressions, and works by keyboard."""

import shutil

import numpy as np
import pytest
from selenium import webdriver
from selenium.webdriver.common.keys import Keys

from proofs.figures.moving import MOVING
from proofs.section_2.proposition1 import eq_15_linf, eq_15_printed, linear
from proofs.section_3_1.lemma2 import lipschitz
from proofs.setting import theta_1, theta_2, theta_min, x_n, y_n
from verify import Min, batch, norm
from verify.judging.catalogue import discover
from verify.kernel.instances import concrete
from verify.language.coordinates import at
from verify.language.functions import atan
from verify.language.symbols import Vector
from verify.report.nodes import Document, Paragraph, Section, unfolded
from verify.report.writers import site
from verify.report.writers.javascript import function

DRAWS = 60
NAMED = {m.statement: m for m in MOVING}


def draws(moving):
    """Values of the sliders: random ones on their steps, zeros and ends among them."""
    random = np.random.default_rng(11)
    values = {}
    for s in moving.sliders:
        steps = round((s.high - s.low) / s.step)
        chosen = random.integers(0, steps + 1, DRAWS)
        chosen[:3] = 0, steps, round(-s.low / s.step)
        values[s.name] = [float(x) for x in s.low + s.step * chosen]
        values[s.name][2] = 0.0
    return [{name: column[k] for name, column in values.items()} for k in range(DRAWS)]


def complete(moving, moved):
    return moved | {name: moved[v] if isinstance(v, str) else v for name, v in moving.fixed.items()}


def by_numpy(expression, moving, further=None):
    """The expression in coordinates at every draw."""
    points = [complete(moving, m) | (further or {}) for m in draws(moving)]
    written = at(expression, moving.dimensions)
    parts = written if isinstance(written, tuple) else (written,)
    columns = []
    for part in parts:
        symbols = sorted(part.free_symbols, key=lambda s: s.name)
        kernel = batch([part], symbols)
        given = {s: np.array([float(p[s.name]) for p in points]).reshape(-1, 1, 1) for s in symbols}
        columns.append(np.broadcast_to(kernel(given)[0].ravel(), (DRAWS,)))
    return np.array(columns)


def expressions(moving):
    for position in moving.positions:
        for shown in position.shown:
            yield from (shown.relation.lhs, shown.relation.rhs)
        yield from (e for _, e in position.arrows)


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    programs = shutil.which("chromium"), shutil.which("chromedriver")
    if None in programs:
        pytest.skip("chromium and chromium-driver are not installed: the pages are not opened")
    options = webdriver.ChromeOptions()
    options.binary_location = programs[0]
    for argument in ("headless=new", "no-sandbox", "disable-gpu", "disable-dev-shm-usage"):
        options.add_argument(f"--{argument}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    statements = tuple(Section((m.statement,), m.statement, m.statement, (m,)) for m in MOVING)
    part = Section(("The paper",), "The paper", "section:3", (), statements)
    home = tmp_path_factory.mktemp("report")
    (home / "pages").mkdir()
    for name, content in site.site(Document(("A",), "A", (), "", (), (part,))).items():
        (home / name).write_bytes(content)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(programs[1]))
    driver.home = home
    yield driver
    driver.quit()


def opened(browser, statement):
    browser.get(f"{browser.home.as_uri()}/pages/{statement}.html")
    return browser


@pytest.mark.parametrize("moving", MOVING, ids=lambda m: m.statement)
def test_the_page_computes_what_python_computes(browser, moving):
    driver = opened(browser, moving.statement)
    told = driver.execute_script(
        """
        const [what] = moving, plain = (x) => (Number.isFinite(x) ? x : null);
        return arguments[0].map((moved) => {
          const values = valuesOf(what, moved);
          return what.positions.flatMap((p) => [
            ...p.shown.flatMap((s) => [s.left(values), s.right(values)]), ...p.arrows.flatMap(([, f]) => f(values)),
          ].map(plain));
        });
        """,
        draws(moving),
    )
    found = np.array([[np.nan if x is None else x for x in row] for row in told])
    expected = np.concatenate([by_numpy(e, moving) for e in expressions(moving)]).T
    expected[~np.isfinite(expected)] = np.nan
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-12)
    assert np.isfinite(expected).mean() > 0.9


@pytest.mark.parametrize("moving", [m for m in MOVING if any(p.along for p in m.positions)], ids=lambda m: m.statement)
def test_a_curve_is_the_closed_form(browser, moving):
    driver = opened(browser, moving.statement)
    for k, position in enumerate(moving.positions):
        told = driver.execute_script(
            "const [what, k] = [moving[0], arguments[1]]; const p = what.positions[k];"
            "return arguments[0].map((m) => p.curve({ ...valuesOf(what, m), [p.along]: 0.7 }))",
            draws(moving),
            k,
        )
        np.testing.assert_allclose(told, by_numpy(position.curve, moving, {position.along: 0.7})[0], rtol=1e-12)


def test_lemma_2_is_shown_as_it_is_claimed_with_the_largest_margin():
    shown = NAMED["lemma-2"].positions[0].shown[0]
    assert shown.relation == lipschitz.conclusion.xreplace({theta_min: Min(norm(theta_1), norm(theta_2))})


@pytest.mark.parametrize(("claim", "place"), [(eq_15_printed, 0), (eq_15_linf, 1)])
def test_what_is_shown_of_15_is_the_claim_for_the_linear_loss(claim, place):
    moving = NAMED["proposition-1"]
    shown = moving.positions[0].shown[place].relation
    claimed = concrete(claim, linear).conclusion
    data = {f"{x_n.name}_1_1": 0, f"{x_n.name}_1_2": 0, f"{y_n.name}_1": 1}
    for one, other in ((shown.lhs, claimed.lhs), (shown.rhs, claimed.rhs)):
        np.testing.assert_allclose(by_numpy(one, moving), by_numpy(other, moving, data), rtol=1e-12, atol=1e-12)


def test_every_shown_claim_is_there():
    known = {f"{s.name}/{c.name}" for s in discover("proofs").statements for c in s.claims}
    assert {s.claim for m in MOVING for p in m.positions for s in p.shown} <= known


def test_a_slider_moves_by_keyboard_and_the_switch_changes_the_constraint(browser):
    driver = opened(browser, "proposition-1")
    told = driver.find_element("css selector", ".told")
    assert told.text.splitlines() == [
        "(15) as printed: 1.697 > 1.2 fails",
        "(15) with the factor √d: 1.697 ≤ 1.697 holds",
    ]
    driver.find_element("name", "varepsilon").send_keys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    assert told.text.splitlines()[0] == "(15) as printed: 1.98 > 1.4 fails"
    driver.find_elements("css selector", "input[type=radio]")[0].send_keys(Keys.ARROW_RIGHT)
    assert told.text.splitlines()[0].endswith("≤ 1.4 holds")
    nameless = "return [...document.querySelectorAll('input, svg, fieldset')].filter(e => !(e.labels?.length || e.ariaLabel || e.querySelector?.('legend'))).length"
    assert driver.execute_script(nameless) == 0
    assert driver.get_log("browser") == []


def test_at_zero_a_side_has_no_value(browser):
    driver = opened(browser, "lemma-2")
    for name in ("theta_1_1", "theta_1_2"):
        driver.execute_script(
            "const s = document.getElementsByName(arguments[0])[0]; s.value = 0; s.dispatchEvent(new Event('input', {bubbles: true}))",
            name,
        )
    assert driver.find_element("css selector", ".told").text.endswith("a side has no value here")


def test_a_function_that_javascript_lacks_is_refused():
    with pytest.raises(TypeError, match="has no values in JavaScript"):
        function(atan(norm(Vector("u"))), 2)


def test_paper_shows_nothing_that_moves():
    said = Paragraph(("A word.",))
    assert unfolded((MOVING[0], said)) == (said,)
