"use strict";
// What a reader moves: sliders and a switch, a drawing in the plane, and both sides of each relation as numbers. The functions in
// `moving` are written from the claims' own expressions; they take the values of the sliders by name.

const moving = [];
const sigmoid = (z) => 1 / (1 + Math.exp(-z));
const softplus = (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
const HOLDS = {
  "<=": (a, b, near) => a <= b + near, "<": (a, b) => a < b, "=": (a, b, near) => Math.abs(a - b) <= near, "!=": (a, b, near) => Math.abs(a - b) > near,
};
const SIGN = { "<=": ["≤", ">"], "<": ["<", "≥"], "=": ["=", "≠"], "!=": ["≠", "="] };

// The values of all symbols, from those of the sliders.
function valuesOf({ fixed }, moved) {
  const values = { ...moved };
  for (const [name, value] of Object.entries(fixed)) values[name] = typeof value === "string" ? moved[value] : value;
  return values;
}

// Both sides, and whether the relation holds: floating point, so up to a share of 1e-9.
function compared({ left, op, right }, values) {
  const sides = [left(values), right(values)];
  const near = 1e-9 * Math.max(1, ...sides.map(Math.abs));
  return { sides, holds: sides.every(Number.isFinite) ? HOLDS[op](...sides, near) : null };
}

const number = (x) => (Number.isFinite(x) ? String(Number(x.toPrecision(4))) : "no value");

function element(name, attributes = {}, ...inside) {
  const svg = ["svg", "path", "circle", "text"].includes(name);
  const made = svg ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...inside);
  return made;
}

const SIDE = 320; // of the drawing, in px; the origin is in its middle
const INKS = ["link", "open", "bad", "good"];

function arrows(position, values, reach) {
  const place = (x) => (x * SIDE) / 2.2 / reach;
  return position.arrows.flatMap(([called, vector], k) => {
    const [x, y] = vector(values).map(place);
    if (!Number.isFinite(x) || !Number.isFinite(y)) return [];
    const style = `stroke: var(--${INKS[k % INKS.length]}); fill: var(--${INKS[k % INKS.length]})`;
    const away = Math.hypot(x, y) || 1;
    return [
      element("path", { d: `M0 0L${x} ${-y}`, style }),
      element("circle", { cx: x, cy: -y, r: 4, style }),
      element("text", { x: x + (12 * x) / away, y: -y - (12 * y) / away + 4, style: `fill: var(--${INKS[k % INKS.length]})` }, called),
    ];
  });
}

function curve(position, values, reach) {
  const heights = Array.from({ length: 161 }, (_, k) => (k / 80 - 1) * reach).map((a) => [a, position.curve({ ...values, [position.along]: a })]);
  const finite = heights.filter(([, h]) => Number.isFinite(h));
  const [low, high] = [Math.min(...finite.map(([, h]) => h)), Math.max(...finite.map(([, h]) => h))];
  const points = finite.map(([a, h]) => `${((a * SIDE) / 2.2 / reach).toFixed(1)} ${(SIDE / 2.4 - ((h - low) / (high - low || 1)) * (SIDE / 1.3)).toFixed(1)}`);
  return [
    element("path", { d: `M${points.join("L")}`, style: "stroke: var(--link); fill: none" }),
    element("text", { x: 0, y: -SIDE / 2 + 14 }, `loss from ${number(low)} to ${number(high)}`),
  ];
}

function build(what) {
  const home = document.getElementById(what.place);
  if (!home) return;
  const picture = element("svg", { viewBox: `${-SIDE / 2} ${-SIDE / 2} ${SIDE} ${SIDE}`, class: "stage", role: "img" });
  const told = element("div", { class: "told", role: "status" });
  const chosen = element("fieldset", {}, element("legend", {}, "Constraint"));
  what.positions.forEach((position, k) => {
    const radio = element("input", { type: "radio", name: what.place, value: k });
    radio.checked = !k;
    chosen.append(element("label", {}, radio, ` ${position.name} `));
  });
  const inputs = what.sliders.map(([name, called, min, max, step, start]) => {
    const range = element("input", { type: "range", min, max, step, name });
    range.value = start;
    const shown = element("output");
    return { name, range, shown, row: element("label", { class: "slider" }, element("span", {}, called), range, shown) };
  });
  const reach = Math.max(...what.sliders.map((s) => s[3]));

  function show() {
    const moved = Object.fromEntries(inputs.map(({ name, range }) => [name, Number(range.value)]));
    const position = what.positions[Number(chosen.querySelector(":checked").value)];
    const values = valuesOf(what, moved);
    for (const { range, shown } of inputs) shown.value = Number(range.value).toFixed(2);
    const lines = position.shown.map((one) => {
      const { sides: [left, right], holds } = compared(one, values);
      const sign = SIGN[one.op][holds === false ? 1 : 0];
      const said = holds === null ? "a side has no value here" : holds ? "holds" : "fails";
      const link = element("a", { href: document.getElementById(one.claim) ? `#${one.claim}` : `${one.claim.split("/")[0]}.html#${one.claim}` }, one.says);
      return element("p", {}, link, ": ", element("b", { class: holds === false ? "bad" : "good" }, `${number(left)} ${sign} ${number(right)}`), ` ${said}`);
    });
    told.replaceChildren(...lines);
    const axes = element("path", { d: `M${-SIDE / 2} 0H${SIDE / 2}M0 ${-SIDE / 2}V${SIDE / 2}`, style: "stroke: var(--line)" });
    const drawn = position.curve ? curve(position, values, reach) : arrows(position, values, reach);
    picture.setAttribute("aria-label", position.curve ? `The loss on a line, ${position.name}` : `Parameters and adversarial examples, ${position.name}`);
    picture.replaceChildren(axes, ...drawn);
  }

  home.append(element("div", { class: "controls" }, chosen, ...inputs.map((i) => i.row), told), picture);
  home.addEventListener("input", show);
  show();
}

addEventListener("DOMContentLoaded", () => moving.forEach(build));
