"use strict";
// The search, the filters, folds and buttons of every page. `entries` is what can be found: title, words, address, verdict, equations.

const MOST = 12; // hits that are listed
const GREEK = {
  α: "alpha", β: "beta", γ: "gamma", δ: "delta", ε: "epsilon", ϵ: "epsilon", ζ: "zeta", η: "eta", θ: "theta", ϑ: "theta", κ: "kappa",
  λ: "lambda", μ: "mu", ν: "nu", ξ: "xi", π: "pi", ρ: "rho", σ: "sigma", τ: "tau", φ: "phi", ϕ: "phi", χ: "chi", ψ: "psi", ω: "omega",
  "√": "sqrt", "∞": "inf",
};

// One spelling for what is typed and for what is searched: theta_min, θ_min and 𝜽ₘᵢₙ are the same, and so are √d and sqrt(d).
function plain(text) {
  const letters = text.normalize("NFKD").toLowerCase().replace(/[\u0300-\u036f]/g, "");
  return letters.replace(/[α-ωϑϕϵ√∞]/g, (c) => GREEK[c] ?? c).replace(/[_{}()[\]\\$^′'’‖|,.:;*]/g, "").replace(/[-–\s]+/g, " ").trim();
}

const numbered = (text) => /^(?:eq(?:uation|n)?s?\.?[ -]?)?\(?(\d+)\)?$/i.exec(text.trim())?.[1];

function asked(text) {
  const said = plain(text);
  return { said, words: said.split(" ").filter(Boolean), number: numbered(text) };
}

let found; // every entry in one spelling, made when it is first asked for
const known = () => (found ??= entries.map(([title, words, address, verdict, equations]) => {
  const name = plain(title);
  return { title, words, address, verdict, equations, name, all: `${name} ${plain(words)} ${verdict.toLowerCase()}` };
}));

// How well an entry fits what is asked: 0 for not at all.
function score(entry, { said, words, number }) {
  if (number && entry.equations.includes(Number(number))) return entry.verdict ? 70 : 90;
  if (entry.name === said) return 100;
  if (`${entry.name} `.startsWith(`${said} `)) return entry.verdict ? 75 : 80;
  if (entry.verdict.toLowerCase() === said) return 60;
  if (number) return 0;
  if (` ${entry.name} `.includes(` ${said} `)) return 50;
  if (entry.name.includes(said)) return 45;
  if (entry.all.includes(said)) return 40;
  return words.every((w) => entry.all.includes(w)) ? 20 : 0;
}

function search(text) {
  const query = asked(text);
  if (!query.said) return [];
  const scored = known().map((entry) => ({ entry, points: score(entry, query) })).filter((hit) => hit.points);
  return scored.sort((a, b) => b.points - a.points).map((hit) => hit.entry);
}

addEventListener("DOMContentLoaded", () => {
  const root = document.body.dataset.root;
  const box = document.getElementById("search");
  const list = document.getElementById("hits");
  const status = document.getElementById("status");
  const unfold = document.getElementById("unfold");
  const filters = [...document.querySelectorAll(".filter")];
  const folds = [...document.querySelectorAll("main details")];
  const claims = entries.filter((e) => e[3]).length;
  const pressed = (button) => button.getAttribute("aria-pressed") === "true";
  let chosen = -1;
  let things; // rows and claims that can be filtered, made when they are first filtered

  function filtered() {
    if (!document.querySelector("main[data-filtered]")) return [];
    return (things ??= [...document.querySelectorAll("main tbody tr, main article")].filter((t) => !t.closest("article table") && t.querySelector("a")).map((thing) => ({
      thing,
      text: plain(thing.textContent),
      numbers: new Set([...thing.textContent.matchAll(/\((\d+)\)/g)].map((m) => m[1])),
      verdicts: new Set([...thing.querySelectorAll(".verdict")].map((v) => v.textContent)),
      ids: [thing.id, ...[...thing.querySelectorAll("a")].map((a) => decodeURIComponent(a.hash.slice(1)))],
    })));
  }

  function show() {
    const query = asked(box.value);
    const verdicts = new Set(filters.filter(pressed).map((b) => b.dataset.verdict));
    const hits = search(box.value);
    const fitting = (query.said ? hits : known()).filter((e) => e.verdict && (!filters.length || verdicts.has(e.verdict)));
    const ids = new Set(fitting.map((e) => e.address.split("#")[1]));
    for (const { thing, text, numbers, verdicts: here, ids: its } of filtered()) {
      const said = !query.said || (query.number ? numbers.has(query.number) : query.words.every((w) => text.includes(w)));
      const judged = !filters.length || !here.size || [...here].some((v) => verdicts.has(v));
      thing.hidden = thing.localName === "article" ? !ids.has(thing.id) : !(judged && (said || its.some((id) => ids.has(id))));
    }
    for (const group of document.querySelectorAll("main[data-filtered] section section")) {
      if (group.querySelector("article")) group.hidden = !group.querySelector("article:not([hidden])");
    }
    const all = fitting.length === claims;
    status.textContent = query.said ? `${hits.length} found, ${fitting.length} of ${claims} claims` : all ? "" : `${fitting.length} of ${claims} claims`;
    return hits;
  }

  function offer(hits) {
    chosen = -1;
    list.replaceChildren(...hits.slice(0, MOST).map((hit, k) => {
      const link = document.createElement("a");
      const title = document.createElement("b");
      const words = document.createElement("span");
      link.id = `hit-${k}`;
      link.href = root + hit.address;
      link.setAttribute("role", "option");
      link.tabIndex = -1;
      title.textContent = hit.title;
      words.textContent = [hit.verdict, hit.words].filter(Boolean).join(" · ");
      link.append(title, " ", words);
      return link;
    }));
    opened(hits.length > 0);
  }

  function opened(open) {
    list.hidden = !open;
    box.setAttribute("aria-expanded", String(open));
    if (!open) box.removeAttribute("aria-activedescendant");
  }

  function choose(step) {
    const links = [...list.children];
    if (!links.length) return;
    chosen = (chosen + step + links.length) % links.length;
    links.forEach((link, k) => link.setAttribute("aria-selected", String(k === chosen)));
    links[chosen].scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", links[chosen].id);
  }

  function go() {
    const link = list.children[Math.max(chosen, 0)];
    opened(false);
    if (link) location.href = link.href;
  }

  // A link from elsewhere leads to its place also where that has moved to another page, is hidden or folded away.
  function reveal() {
    const label = decodeURIComponent(location.hash.slice(1));
    const target = document.getElementById(label);
    const moved = label && !target && entries.find((e) => e[2].endsWith(`#${label}`) || e[2] === `pages/${label}.html`);
    if (moved) location.replace(root + moved[2]);
    if (!target) return;
    if (target.closest("[hidden]")) {
      box.value = "";
      for (const button of filters) button.setAttribute("aria-pressed", "true");
      show();
    }
    target.closest("details")?.setAttribute("open", "");
    target.scrollIntoView();
  }

  async function copy(button) {
    const said = button.textContent;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      const field = document.createElement("textarea");
      field.value = button.dataset.copy;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
      button.focus();
    }
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = said; }, 1500);
  }

  box.addEventListener("input", () => offer(show()));
  box.addEventListener("focus", () => { if (box.value) offer(show()); });
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) event.preventDefault();
    if (step) choose(step);
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      opened(false);
    }
  });
  document.getElementById("tools").addEventListener("submit", (event) => {
    event.preventDefault();
    go();
  });
  for (const button of filters) {
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", String(!pressed(button)));
      show();
    });
  }
  unfold.hidden = !folds.length;
  unfold.addEventListener("click", () => {
    const open = !pressed(unfold);
    unfold.setAttribute("aria-pressed", String(open));
    unfold.textContent = open ? "Fold all" : "Unfold all";
    for (const fold of folds) fold.open = open;
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".copy");
    if (button) copy(button);
    if (!event.target.closest("#box")) opened(false);
  });
  // A box of the graph shows from where its fault comes.
  for (const box of document.querySelectorAll("[data-sources]")) {
    const sources = box.dataset.sources.split(" ").map((name) => document.querySelector(`[data-box="${name}"]`)).filter(Boolean);
    const light = (on) => () => sources.forEach((source) => source.classList.toggle("source", on));
    for (const start of ["mouseenter", "focus"]) box.addEventListener(start, light(true));
    for (const end of ["mouseleave", "blur"]) box.addEventListener(end, light(false));
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && event.target !== box && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      box.focus();
    }
  });
  // Long derivations are packed together; each is put back where it belongs.
  const packed = document.querySelector('script[type="application/deflate"]');
  if (packed) {
    const bytes = Uint8Array.from(atob(packed.textContent), (c) => c.charCodeAt(0));
    const text = new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).text();
    text.then((all) => {
      const parts = JSON.parse(all);
      document.querySelectorAll("template.packed").forEach((place, k) => {
        place.replaceWith(document.createRange().createContextualFragment(parts[k]));
      });
      packed.remove();
      reachable();
    });
  }
  // What scrolls by itself is reached with the keyboard.
  function reachable() {
    for (const part of document.querySelectorAll(".wide, .formula, figure")) {
      if (part.scrollWidth > part.clientWidth) part.tabIndex = 0;
    }
  }
  document.addEventListener("toggle", reachable, true);
  reachable();
  // On a narrow screen rows are lists, to the eye only.
  const roles = { table: "table", thead: "rowgroup", tbody: "rowgroup", tr: "row", th: "columnheader", td: "cell" };
  for (const [name, role] of Object.entries(roles)) {
    for (const part of document.querySelectorAll(`main ${name}`)) part.setAttribute("role", role);
  }
  // On paper nothing is folded away.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = folds.filter((fold) => !fold.open);
    for (const fold of closed) fold.open = true;
  });
  addEventListener("afterprint", () => { for (const fold of closed) fold.open = false; });
  addEventListener("hashchange", reveal);
  reveal();
});
