"use strict";
const claims = [...document.querySelectorAll("article")];
const groups = [...document.querySelectorAll("main section section")].filter((s) => s.querySelector("article"));
const listed = new Map([...document.querySelectorAll("#overview tbody tr")].map((row) => [row.querySelector("a").hash.slice(1), row]));
const search = document.getElementById("search");
const filters = [...document.querySelectorAll(".filter")];
const unfold = document.getElementById("unfold");
const words = new Map(claims.map((c) => [c, `${c.id} ${c.querySelector("p").textContent}`.toLowerCase()]));

const pressed = (button) => button.getAttribute("aria-pressed") === "true";

function fits(claim, verdicts, text) {
  const number = /^(?:eq(?:uation)?\.?[ -]?)?\(?(\d+)\)?$/.exec(text);
  const found = number ? claim.dataset.equations.split(" ").includes(number[1]) : words.get(claim).includes(text);
  return verdicts.has(claim.dataset.verdict) && found;
}

function show() {
  const verdicts = new Set(filters.filter(pressed).map((b) => b.dataset.verdict));
  const text = search.value.trim().toLowerCase();
  let count = 0;
  for (const claim of claims) {
    const shown = fits(claim, verdicts, text);
    claim.hidden = !shown;
    if (listed.has(claim.id)) listed.get(claim.id).hidden = !shown;
    count += shown;
  }
  for (const group of groups) group.hidden = !group.querySelector("article:not([hidden])");
  document.getElementById("status").textContent = count === claims.length ? `${count} claims` : `${count} of ${claims.length} claims`;
}

function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  if (target.closest("[hidden]")) {
    search.value = "";
    for (const button of filters) button.setAttribute("aria-pressed", "true");
    show();
  }
  target.closest("details")?.setAttribute("open", "");
  target.scrollIntoView();
}

async function copy(button) {
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
  setTimeout(() => { button.textContent = "Copy"; }, 1500);
}

search.addEventListener("input", show);
document.getElementById("tools").addEventListener("submit", (event) => event.preventDefault());
for (const button of filters) {
  button.addEventListener("click", () => {
    button.setAttribute("aria-pressed", String(!pressed(button)));
    show();
  });
}
unfold.addEventListener("click", () => {
  const open = !pressed(unfold);
  unfold.setAttribute("aria-pressed", String(open));
  unfold.textContent = open ? "Fold all" : "Unfold all";
  for (const fold of document.querySelectorAll("article details")) fold.open = open;
});
document.addEventListener("click", (event) => {
  const button = event.target.closest(".copy");
  if (button) copy(button);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && event.target !== search && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    search.focus();
  }
});
window.addEventListener("hashchange", reveal);
if (matchMedia("(max-width: 1149px)").matches) document.getElementById("contents").open = false;
reveal();
