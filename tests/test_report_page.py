"""The page for the browser: its formulas, what it may load, and how it behaves in Chromium."""

import re
import shutil
import unicodedata
from dataclasses import replace
from fractions import Fraction
from html import unescape
from itertools import pairwise

import latex2mathml.converter
import pytest
from selenium import webdriver
from selenium.webdriver.support.ui import WebDriverWait

from verify import Symbol
from verify.facts import minkowski
from verify.kernel.certify import certify
from verify.kernel.judgement import judgement
from verify.kernel.prove import prove
from verify.language.claim import Claim, Statement
from verify.language.forms import dot, norm
from verify.language.proof import chain, line
from verify.language.relation import eq, le
from verify.language.symbols import Vector
from verify.report import build
from verify.report.formulas.glyphs import GLYPHS
from verify.report.formulas.mathml import SIGNS, mathml, signs
from verify.report.writers import html
from verify.search.inputs.examples import example

u, v, w = map(Vector, ("u", "v", "theta_1"))
eps = Symbol("varepsilon", nonnegative=True)
LONG = le(norm(u - v) * norm(u - w) * norm(v - w), (norm(u) + norm(v)) * (norm(u) + norm(w)) * (norm(v) + norm(w)))
square = Claim(name="square", says="A square, 5 < 6.", equations=(2,), conclusion=eq(norm(u) ** 2, dot(u, u)))
shorter = Claim(
    name="shorter", says="The shorter way.", equations=(12, 3), source="repair", repairs="near",
    conclusion=le(norm(u - v), norm(u) + norm(v)),
    derive=lambda: chain(line("<=", norm(u) + norm(v), by=minkowski(u, -v), why="the shorter way")),
)  # fmt: skip
near = Claim(
    name="near", says="Any two are near.", equations=(12,), expected="REFUTED", conclusion=le(norm(u - v), eps)
)
long = replace(square, name="long", equations=(), conclusion=LONG)
STATEMENTS = (
    Statement("lemma-1", "Squares", "2", (square,)),
    Statement("lemma-2", "Ways of ‖u‖", "3.1", (near, shorter, long), uses=("lemma-1",)),
)
FORMULAS = (
    r"\left\lVert \frac{\varepsilon}{\lVert \boldsymbol{\theta}_{1}\rVert} \boldsymbol{\theta}_{1} - \boldsymbol{x}'_{n} \right\rVert^{2} \le 2",
    r"\frac{1}{N}\sum_{n} \sigma( y_{n} \boldsymbol{x}_{n}^{\top} \boldsymbol{\theta} ) \ge \sqrt{d} - \max_{i} x_{i}",
    r"\operatorname{sign}(\theta_{1,i}) \ne 0 \quad \forall i, n",
    r"\mathcal{A} = \log(1 + e^{-t}) \cdot \hat{x} \in \mathbb{R}^{d - 1}",
)


def judged(statement, claim):
    if claim.name != "near":
        found = prove(claim)
        return judgement(statement, claim, [found], example)
    found = certify(
        near, {u: (Fraction(3), Fraction(4)), v: (Fraction(0), Fraction(0)), eps: Fraction(1)}, statement=statement,
        found_by="a test",
    )  # fmt: skip
    return judgement(statement, claim, [found], example)


@pytest.fixture(scope="module")
def page():
    tree = build([judged(s.name, c) for s in STATEMENTS for c in s.claims], STATEMENTS, {"title": "On <norms> & ways"})
    return html.render(tree)


def plain(markup):
    """The characters of the leaves, letters in their plain form."""
    text = unescape(re.sub(r"<[^>]*>", "", markup))
    same = {"−": "-", "∣": "|", "∥": "‖", "'": "′", "|": "|", "ϵ": "ε", "φ": "ϕ"}
    return re.sub(r"\s", "", "".join(same.get(c, c) for c in unicodedata.normalize("NFKC", text)))


@pytest.mark.parametrize("formula", FORMULAS)
def test_another_converter_finds_the_same_signs_in_a_formula(formula):
    assert sorted(plain(mathml(formula))) == sorted(plain(latex2mathml.converter.convert(formula)))


def test_bold_letters_are_characters_of_their_own():
    assert mathml(r"\boldsymbol{\theta}_{1}") == "<math><msub><mi>𝜽</mi><mn>1</mn></msub></math>"


def test_a_sign_of_a_number_is_no_difference_and_a_line_goes_on_with_a_sum():
    assert mathml("a \\le -b") == '<math><mi>a</mi><mo>≤</mo><mo form="prefix">−</mo><mi>b</mi></math>'
    assert mathml(r"\quad - b").endswith('<mo form="infix">−</mo><mi>b</mi></math>')


def test_every_sign_of_the_report_has_a_character_or_is_a_word():
    words = {"\\log", "\\exp", "\\max", "\\min", "\\sup", "\\inf", "\\det", "\\quad", "\\qquad", "\\,", "\\;"}
    assert {g for g in GLYPHS if g.startswith("\\")} - set(SIGNS) == words


def test_the_page_refers_to_nothing_outside_and_forbids_it(page):
    assert not re.findall(r"""(?:src|href)=(?!["'](?:#|data:))[^>]*|@import|url\((?!data:)""", page)
    assert "default-src 'none'" in page
    assert "<title>Machine-checked: On &lt;norms&gt; &amp; ways</title>" in page


def test_every_link_of_the_page_has_its_place(page):
    places = re.findall(r'id="([^"]*)"', page)
    assert len(places) == len(set(places))
    assert set(re.findall(r'href="#([^"]*)"', page)) <= set(places)


@pytest.fixture(scope="module")
def browser(page, tmp_path_factory):
    programs = shutil.which("chromium"), shutil.which("chromedriver")
    if None in programs:
        pytest.skip("chromium and chromium-driver are not installed: the page is not opened")
    options = webdriver.ChromeOptions()
    options.binary_location = programs[0]
    for argument in ("headless=new", "no-sandbox", "disable-gpu", "disable-dev-shm-usage"):
        options.add_argument(f"--{argument}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    place = tmp_path_factory.mktemp("page") / "index.html"
    place.write_text(page, encoding="utf-8")
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(programs[1]))
    driver.get(place.as_uri())
    yield driver
    driver.quit()


@pytest.fixture
def opened(browser):
    """The page as it is when one opens it."""
    browser.get_log("performance")
    browser.get(browser.current_url.partition("#")[0])
    return browser


def shown(driver):
    return [a.get_attribute("id") for a in driver.find_elements("tag name", "article") if a.is_displayed()]


def test_the_page_opens_without_a_complaint_and_asks_for_nothing(opened):
    assert opened.get_log("browser") == []
    asked = re.findall(r'"url":"([a-z]+):', " ".join(e["message"] for e in opened.get_log("performance")))
    assert set(asked) <= {"file", "data", "about"}
    assert opened.execute_script("return document.fonts.check('16px \"STIX Two Math\"')")


def test_the_font_in_the_page_holds_every_character_that_a_formula_may_hold(opened):
    every = "".join(sorted(signs() - {" "}))
    show = "document.body.innerHTML = '<p>'; document.querySelector('p').style.font = '16px \"STIX Two Math\"'; document.querySelector('p').textContent = arguments[0]"
    opened.execute_script(show, every)
    opened.execute_cdp_cmd("DOM.enable", {})
    opened.execute_cdp_cmd("CSS.enable", {})
    root = opened.execute_cdp_cmd("DOM.getDocument", {})["root"]["nodeId"]
    node = opened.execute_cdp_cmd("DOM.querySelector", {"nodeId": root, "selector": "p"})["nodeId"]
    fonts = opened.execute_cdp_cmd("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    assert [(f["familyName"], f["isCustomFont"], f["glyphCount"]) for f in fonts] == [
        ("STIX Two Math", True, len(every))
    ]


@pytest.mark.parametrize("width", [380, 1280])
def test_the_page_is_not_wider_than_the_window(opened, width):
    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    opened.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    opened.find_element("id", "unfold").click()
    outer, inner, whole = opened.execute_script(
        "const root = document.documentElement; return [innerWidth, root.clientWidth, root.scrollWidth]"
    )
    opened.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert (outer, inner) == (width, whole)


def test_a_filter_hides_the_claims_with_its_verdict(opened):
    opened.find_element("css selector", ".filter[data-verdict=PROVED]").click()
    assert shown(opened) == ["lemma-2/near", "lemma-2/long"]
    assert not opened.find_element("id", "lemma-1").is_displayed()
    assert opened.find_element("id", "status").text == "2 of 4 claims"


@pytest.mark.parametrize(
    ("typed", "found"),
    [("12", ["lemma-2/near", "lemma-2/shorter"]), ("(2)", ["lemma-1/square"]), ("way", ["lemma-2/shorter"]), ("1", [])],
)
def test_the_search_knows_equation_numbers_and_words(opened, typed, found):
    opened.find_element("tag name", "body").send_keys("/")
    opened.switch_to.active_element.send_keys(typed)
    assert shown(opened) == found


def test_a_link_to_a_hidden_claim_shows_it_again(opened):
    opened.find_element("id", "search").send_keys("nothing like it")
    assert shown(opened) == []
    opened.execute_script("location.hash = '#lemma-2/shorter'")
    opened.execute_async_script("requestAnimationFrame(() => setTimeout(arguments[0], 50))")
    assert len(shown(opened)) == 4


def test_a_derivation_unfolds_by_keyboard(opened):
    summary = opened.find_element("css selector", "[id='lemma-2/shorter'] summary")
    formula = opened.find_element("css selector", "[id='lemma-2/shorter'] details math")
    assert not formula.is_displayed()
    summary.send_keys("\n")
    assert formula.is_displayed()


def test_a_button_copies_the_counterexample_as_a_record(opened):
    button = opened.find_element("css selector", "[id='lemma-2/near'] .copy")
    assert '"claim": "lemma-2/near"' in button.get_attribute("data-copy")
    button.click()
    assert WebDriverWait(opened, 5).until(lambda _: button.text == "Copied")


def test_what_a_screen_reader_needs_is_there(opened):
    assert opened.find_element("tag name", "html").get_attribute("lang") == "en"
    nameless = "return [...document.querySelectorAll('button, input, a, nav')].filter(e => !(e.textContent.trim() || e.ariaLabel || e.labels?.length)).length"
    assert opened.execute_script(nameless) == 0
    levels = opened.execute_script("return [...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])")
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
