"""The pages for the browser: their formulas, what they may load, and how they behave in Chromium."""

import json
import posixpath
import re
import shutil
import unicodedata
from dataclasses import replace
from fractions import Fraction
from html import unescape
from importlib.resources import files as files_of
from itertools import pairwise

import latex2mathml.converter
import pytest
from selenium import webdriver
from selenium.webdriver.common.keys import Keys
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
from verify.report.formulas.spelt import spelt
from verify.report.nodes import Chain, Document, Fold, Paragraph, Section, Step
from verify.report.parts import Link, Math
from verify.report.repeated import SHORTEST, once
from verify.report.writers import site
from verify.report.writers.html import inline
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
long = replace(square, name="long", says="At $θ_min$ and $√d$.", equations=(), conclusion=LONG)
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
def tree():
    return build([judged(s.name, c) for s in STATEMENTS for c in s.claims], STATEMENTS, {"title": "On <norms> & ways"})


@pytest.fixture(scope="module")
def files(tree):
    return site.site(tree)


@pytest.fixture(scope="module")
def pages(files):
    return {name: content.decode() for name, content in files.items() if name.endswith(".html")}


def plain(markup):
    """The characters of the leaves, letters in their plain form."""
    text = unescape(re.sub(r"<[^>]*>", "", markup.replace("<msqrt>", "√")))
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


def test_a_prime_stands_beside_its_letter():
    assert mathml("x'") == "<math><mi>𝑥′</mi></math>"
    assert mathml(r"\boldsymbol{x}'^{2}") == "<math><msup><mi>𝒙′</mi><mn>2</mn></msup></math>"


def test_a_root_of_one_sign_has_no_bar_and_is_two_elements():
    assert mathml(r"\sqrt{d}") == "<math><mi>√</mi><mi>d</mi></math>"
    assert mathml(r"\frac{1}{\sqrt{d}}") == "<math><mfrac><mn>1</mn><mrow><mi>√</mi><mi>d</mi></mrow></mfrac></math>"
    assert mathml(r"\sqrt{ab}") == "<math><msqrt><mi>a</mi><mi>b</mi></msqrt></math>"
    assert mathml(r"\sqrt[3]{d}") == "<math><mroot><mi>d</mi><mn>3</mn></mroot></math>"


def test_a_stop_after_a_formula_begins_no_line():
    assert inline((Math("x"), ", then ", Math("y"), "; ")) == (
        "<math><mi>x</mi><mi>,</mi></math> then <math><mi>y</mi><mi>;</mi></math> "
    )
    assert inline((Math("x"), ".5")) == "<math><mi>x</mi></math>.5"
    assert inline(("in d = 1, and d ≥ 12",)) == "in d\u00a0=\u00a01, and d\u00a0≥\u00a012"


def test_the_pages_around_are_named_as_they_name_themselves(pages):
    assert '<a rel="next"' in pages["pages/lemma-1.html"]
    assert "<math><mi>‖</mi>" in re.findall('<nav class="around".*?</nav>', pages["pages/lemma-1.html"])[0]


def test_on_a_narrow_screen_every_cell_has_the_name_of_its_column(opened, pages):
    driver = opened("pages/equations.html")
    size = {"width": 380, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    named = "return [...document.querySelectorAll('tbody tr:first-child td')].map(c => getComputedStyle(c, '::before').content)"
    found = driver.execute_script(named)
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert found == ['"Equation: "', '"Claims: "']
    most = max(
        len(re.findall("<th ", head)) for page in pages.values() for head in re.findall("<thead>.*?</thead>", page)
    )
    style = files_of(site.__package__).joinpath("page.css").read_text(encoding="utf-8")
    assert most <= len(re.findall(r"td:nth-child\(", style))


def test_a_large_bracket_with_an_exponent_is_as_large_as_its_partner(opened):
    driver = opened("pages/lemma-2.html")
    heights = "const m = document.createElement('div'); m.innerHTML = arguments[0]; document.body.append(m); return [...m.querySelectorAll('mo')].map(o => Math.round(o.getBoundingClientRect().height))"
    left, right = driver.execute_script(heights, mathml(r"\Bigl( \boldsymbol{x} \Bigr)^{2}"))
    assert left == right > 25


@pytest.mark.parametrize(
    ("formula", "written"),
    [
        (r"\frac{\varepsilon}{\theta_{\text{min}}}", "ε/θ_min"),
        (r"\lVert \boldsymbol{x}'_{n} \rVert^{2} \le \sqrt{d}", "‖x′_n‖^2≤√d"),
        (r"\frac{a + b}{2} \in \mathbb{R}^{d - 1}", "(a+b)/2∈ℝ^(d−1)"),
    ],
)
def test_a_formula_is_spelt_in_plain_characters(formula, written):
    assert spelt(formula) == written


def test_there_is_a_page_for_each_statement_and_each_table(pages):
    assert sorted(pages) == [
        "index.html", "pages/equations.html", "pages/errata.html", "pages/lemma-1.html", "pages/lemma-2.html", "pages/rules.html",
        "pages/theorems.html",
    ]  # fmt: skip
    assert "<title>Machine-checked: On &lt;norms&gt; &amp; ways</title>" in pages["index.html"]


def test_the_pages_refer_to_nothing_outside_and_forbid_it(files, pages):
    for name, page in pages.items():
        assert "default-src 'self' file: data:;" in page
        for address in re.findall(r'(?:src|href)="([^"]*)"', page):
            path = posixpath.normpath(posixpath.join(posixpath.dirname(name), address.partition("#")[0]))
            assert address.startswith(("#", "data:")) or path in files, (name, address)
    assert set(re.findall(r"url\(([^)]*)\)", files["pages/page.css"].decode())) == {site.FONT}


def test_every_link_and_everything_that_the_search_finds_has_its_place(files, pages):
    places = {name: re.findall(r' id="([^"]*)"', page) for name, page in pages.items()}
    assert all(len(found) == len(set(found)) for found in places.values())
    listed = json.loads(files["pages/entries.js"].decode().removeprefix("const entries = ").removesuffix(";\n"))
    addresses = {(name, a) for name, page in pages.items() for a in re.findall(r'href="([^"]*#[^"]*)"', page)}
    for name, address in addresses | {("index.html", entry[2]) for entry in listed}:
        file, _, place = address.partition("#")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(name), file)) if file else name
        assert not place or unescape(place) in places[path], (name, address)


def test_one_file_holds_everything(tree):
    page = site.whole(tree)
    places = re.findall(r' id="([^"]*)"', page)
    assert len(places) == len(set(places))
    assert set(re.findall(r'href="#([^"]*)"', page)) <= set(places)
    assert not re.findall(
        r"""(?:src|href)=(?!["'](?:#|data:))[^>]*|@import|url\((?!data:)""", page.partition("<script>")[0]
    )
    assert "default-src 'none'" in page


def test_only_pages_that_the_report_has_made_are_removed(tmp_path):
    (tmp_path / "pages").mkdir()
    for name, text in {"lemma-9.html": site.MADE, "mine.html": "my notes", "lemma-1.html": site.MADE}.items():
        (tmp_path / "pages" / name).write_text(text)
    (tmp_path / "all.html").write_text(site.MADE)
    kept = tmp_path / "pages" / "lemma-1.html"
    assert [p.name for p in site.stale(tmp_path, [kept], whole=False)] == ["lemma-9.html"]
    assert [p.name for p in site.stale(tmp_path, [kept], whole=True)] == ["lemma-9.html", "all.html"]


def test_a_long_chain_that_two_claims_share_is_written_once():
    steps = tuple(Step(str(k), ("a",), ()) for k in range(SHORTEST))
    long, brief = Chain(("a",), steps), Chain(("b",), steps[1:])
    one, two = (Section((n,), n, n, (Fold("Derivation.", (long, brief)),)) for n in ("one", "two"))
    again = once(Document((), "", (), "", (), (one, two)))
    assert again.sections[0] == one
    assert again.sections[1].blocks[0].blocks == (
        Paragraph(("The lines are those under ", Link("one", "one"), ".")),
        brief,
    )


PALETTES = re.findall(r":root \{([^}]*)\}", files_of(site.__package__).joinpath("page.css").read_text())[:2]


def luminance(colour):
    full = colour if len(colour) == 7 else "#" + "".join(2 * c for c in colour[1:])
    parts = [int(full[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("palette", PALETTES, ids=["light", "dark"])
def test_every_colour_of_text_stands_out_from_its_ground(palette):
    colours = dict(re.findall(r"--(\w+): (#\w+)", palette))
    for ink in ("text", "soft", "link", "good", "bad", "open"):
        for ground in ("back", "panel"):
            low, high = sorted((luminance(colours[ink]), luminance(colours[ground])))
            assert (high + 0.05) / (low + 0.05) >= 4.5, (ink, ground)


@pytest.fixture(scope="module")
def browser(files, tmp_path_factory):
    programs = shutil.which("chromium"), shutil.which("chromedriver")
    if None in programs:
        pytest.skip("chromium and chromium-driver are not installed: the pages are not opened")
    options = webdriver.ChromeOptions()
    options.binary_location = programs[0]
    for argument in ("headless=new", "no-sandbox", "disable-gpu", "disable-dev-shm-usage"):
        options.add_argument(f"--{argument}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    home = tmp_path_factory.mktemp("report")
    (home / "pages").mkdir()
    for name, content in files.items():
        (home / name).write_bytes(content)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(programs[1]))
    driver.home = home
    yield driver
    driver.quit()


@pytest.fixture
def opened(browser):
    """Opens a page, the index where none is named."""

    def open_page(name="index.html"):
        browser.get_log("performance")
        browser.get("about:blank")
        browser.get(f"{browser.home.as_uri()}/{name}")
        return browser

    return open_page


def lies(driver, name):
    """Is this the page, with its place?"""
    return WebDriverWait(driver, 5).until(lambda d: d.current_url == f"{d.home.as_uri()}/{name}")


@pytest.mark.parametrize("name", ["index.html", "pages/lemma-2.html"])
def test_a_page_opens_without_a_complaint_and_asks_for_nothing(opened, name):
    driver = opened(name)
    driver.execute_async_script("document.fonts.ready.then(arguments[0])")
    assert driver.get_log("browser") == []
    asked = re.findall(r'"url":"([a-z]+):', " ".join(e["message"] for e in driver.get_log("performance")))
    assert set(asked) <= {"file", "data", "about"}
    assert driver.execute_script("return [...document.fonts].map(f => f.status)") == ["loaded"]


def test_the_font_of_the_pages_holds_every_character_that_a_formula_may_hold(opened):
    driver = opened("pages/lemma-2.html")
    every = "".join(sorted(signs() - {" "}))
    show = "document.body.innerHTML = '<p>'; document.querySelector('p').style.font = '16px \"STIX Two Math\"'; document.querySelector('p').textContent = arguments[0]"
    driver.execute_script(show, every)
    driver.execute_async_script("document.fonts.ready.then(arguments[0])")
    driver.execute_cdp_cmd("DOM.enable", {})
    driver.execute_cdp_cmd("CSS.enable", {})
    root = driver.execute_cdp_cmd("DOM.getDocument", {})["root"]["nodeId"]
    node = driver.execute_cdp_cmd("DOM.querySelector", {"nodeId": root, "selector": "p"})["nodeId"]
    fonts = driver.execute_cdp_cmd("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    assert [(f["familyName"], f["isCustomFont"], f["glyphCount"]) for f in fonts] == [
        ("STIX Two Math", True, len(every))
    ]


@pytest.mark.parametrize("name", ["index.html", "pages/lemma-2.html", "pages/equations.html"])
@pytest.mark.parametrize("width", [320, 380, 1280])
def test_a_page_is_not_wider_than_the_window(opened, name, width):
    driver = opened(name)
    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    driver.execute_script("for (const fold of document.querySelectorAll('details')) fold.open = true")
    inner, whole = driver.execute_script(
        "const root = document.documentElement; return [root.clientWidth, root.scrollWidth]"
    )
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert inner == whole


def hits(driver):
    return [b.text for b in driver.find_elements("css selector", "#hits b")]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Lemma 2. Ways", ["Lemma 2. Ways of ‖u‖"]),
        ("lemma-2/near", ["lemma-2/near", "Equation (12)"]),
        ("eq 12", ["Equation (12)", "lemma-2/near", "lemma-2/shorter"]),
        ("eq. (2)", ["Equation (2)", "lemma-1/square"]),
        ("(3)", ["Equation (3)", "lemma-2/shorter"]),
        ("12", ["Equation (12)", "lemma-2/near", "lemma-2/shorter"]),
        ("refuted", ["lemma-2/near", "Equation (12)"]),
        ("shorter way", ["lemma-2/shorter"]),
        ("√d", ["lemma-2/long"]),
        ("sqrt(d)", ["lemma-2/long"]),
        ("theta_min", ["lemma-2/long"]),
        ("θ_min", ["lemma-2/long"]),
        ("nothing like it", []),
    ],
)
def test_the_search_understands_what_people_type(opened, typed, found):
    driver = opened("pages/rules.html")
    driver.find_element("tag name", "body").send_keys("/")
    driver.switch_to.active_element.send_keys(typed)
    assert hits(driver) == found
    assert driver.find_element("id", "search").get_attribute("aria-expanded") == str(bool(found)).lower()


def test_enter_goes_to_the_first_hit_and_the_arrows_choose_another(opened):
    driver = opened()
    driver.find_element("id", "search").send_keys("lemma 2\n")
    assert lies(driver, "pages/lemma-2.html")
    driver.find_element("id", "search").send_keys("12", Keys.ARROW_DOWN, Keys.ARROW_DOWN, "\n")
    assert lies(driver, "pages/lemma-2.html#lemma-2/near")
    assert not driver.find_element("id", "hits").is_displayed()


def rows(driver):
    return [r.text.split()[1] for r in driver.find_elements("css selector", "#overview tbody tr") if r.is_displayed()]


def test_the_tables_filter_by_what_is_typed_and_by_verdict(opened):
    driver = opened()
    assert rows(driver) == ["1", "2"]
    driver.find_element("id", "search").send_keys("12", Keys.ESCAPE)
    assert rows(driver) == ["2"]
    assert driver.find_element("id", "status").text == "3 found, 2 of 4 claims"
    driver.find_element("css selector", ".filter[data-verdict=REFUTED]").click()
    assert driver.find_element("id", "status").text == "3 found, 1 of 4 claims"
    driver.find_element("css selector", ".filter[data-verdict=PROVED]").click()
    driver.find_element("css selector", ".filter[data-verdict=UNDECIDED]").click()
    assert rows(driver) == []


def test_a_link_of_an_older_report_leads_to_the_page_of_the_claim(opened):
    assert lies(opened("index.html#lemma-2/shorter"), "pages/lemma-2.html#lemma-2/shorter")
    assert lies(opened("index.html#lemma-1"), "pages/lemma-1.html")


def test_a_derivation_unfolds_by_keyboard(opened):
    driver = opened("pages/lemma-2.html")
    summary = driver.find_element("css selector", "[id='lemma-2/shorter'] summary")
    formula = driver.find_element("css selector", "[id='lemma-2/shorter'] details math")
    assert not formula.is_displayed()
    summary.send_keys("\n")
    assert formula.is_displayed()


def test_a_long_derivation_is_packed_and_put_back(opened, tree, monkeypatch):
    monkeypatch.setattr(site, "LONG", 0)
    packed, driver = site.site(tree)["pages/lemma-2.html"], opened("pages/lemma-2.html")
    before = driver.find_element("tag name", "main").get_attribute("innerHTML")
    assert b"shorter way</span>" not in packed
    (driver.home / "pages" / "packed.html").write_bytes(packed)
    driver = opened("pages/packed.html")
    WebDriverWait(driver, 5).until(lambda d: not d.find_elements("css selector", "main script"))
    assert driver.find_element("tag name", "main").get_attribute("innerHTML") == before


def test_a_formula_that_scrolls_is_reached_with_the_keyboard(opened):
    driver = opened("pages/lemma-2.html")
    driver.set_window_size(320, 600)
    driver.execute_script("for (const fold of document.querySelectorAll('details')) fold.open = true")
    scrolling = "return [...document.querySelectorAll('.wide, .formula')].filter(e => e.scrollWidth > e.clientWidth).map(e => e.tabIndex)"
    WebDriverWait(driver, 5).until(lambda d: set(d.execute_script(scrolling)) == {0})


def test_printing_opens_what_is_folded_and_closes_it_again(opened):
    driver = opened("pages/lemma-2.html")
    folds = "return [...document.querySelectorAll('details')].map(f => f.open)"
    assert not any(driver.execute_script(folds))
    driver.execute_script("dispatchEvent(new Event('beforeprint'))")
    assert all(driver.execute_script(folds))
    driver.execute_script("dispatchEvent(new Event('afterprint'))")
    assert not any(driver.execute_script(folds))


def test_on_paper_there_is_nothing_to_click_and_pictures_keep_their_colours(opened):
    driver = opened("pages/lemma-2.html")
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    shown = "return [...document.querySelectorAll('nav, #tools, .anchor')].map(e => getComputedStyle(e).display)"
    found = driver.execute_script(shown)
    good = "const p = document.createElement('div'); p.className = arguments[0]; document.body.append(p); return getComputedStyle(p).getPropertyValue('--good')"
    colours = [driver.execute_script(good, name) for name in ("picture", "")]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert set(found) == {"none"}
    assert colours == ["#1b7f3b", "#000"]


def test_a_button_copies_the_counterexample_as_a_record(opened):
    driver = opened("pages/lemma-2.html")
    button = driver.find_element("css selector", "[id='lemma-2/near'] .copy")
    assert '"claim": "lemma-2/near"' in button.get_attribute("data-copy")
    button.click()
    assert WebDriverWait(driver, 5).until(lambda _: button.text == "Copied")


@pytest.mark.parametrize("name", ["index.html", "pages/lemma-2.html", "pages/equations.html"])
def test_what_a_screen_reader_needs_is_there(opened, name):
    driver = opened(name)
    assert driver.find_element("tag name", "html").get_attribute("lang") == "en"
    nameless = "return [...document.querySelectorAll('button, input, a, nav, img, svg, [role=listbox]')].filter(e => !(e.textContent.trim() || e.ariaLabel || e.alt || e.labels?.length)).length"
    assert driver.execute_script(nameless) == 0
    levels = driver.execute_script("return [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.tagName[1])")
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    outside = "return [...document.body.children].filter(e => !['HEADER', 'MAIN', 'NAV', 'FOOTER'].includes(e.tagName) && e.className !== 'skip').length"
    assert driver.execute_script(outside) == 0
