// Elements are made here and nowhere else, and text is only ever text: nothing of the data is read as markup.
const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

const el = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);
const svg = (tag, attributes = {}, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);
const button = (text, onclick, attributes = {}) => el("button", { type: "button", onclick, ...attributes }, text);
const code = text => el("bdi", { class: "code" }, text);

// A table that can be scrolled on a narrow screen. Columns: [title, "number" or ""]; a row is a list of cells.
// What no row has is left out.
function table(caption, allHeads, allRows) {
  const has = allHeads.map((_, at) => at === 0 || allRows.some(row => row[at] !== "" && row[at] !== null && row[at] !== undefined && row[at].length !== 0));
  const heads = allHeads.filter((_, at) => has[at]);
  const rows = allRows.map(row => row.filter((_, at) => has[at]));
  const cell = (content, at) => el(at === 0 ? "th" : "td", { scope: at === 0 ? "row" : null, class: heads[at][1] || null }, content ?? "");
  return el("div", { class: "scroll", role: "region", "aria-label": caption, tabindex: 0 },
    el("table", {},
      el("caption", { class: sections.some(section => section.title === caption) ? "unseen" : null }, caption),
      el("thead", {}, el("tr", {}, heads.map(([title, kind]) => el("th", { scope: "col", class: kind || null }, title)))),
      el("tbody", {}, rows.map(row => el("tr", {}, row.map(cell))))));
}

// A choice between a few: real radio buttons, so that keyboards and screen readers know them.
function choice(legend, name, options, chosen, onchange) {
  return el("fieldset", { class: "choice" },
    el("legend", {}, legend),
    Object.entries(options).map(([value, { title, missing }]) =>
      el("label", { class: missing ? "off" : null, title: missing ? "not known of this run" : null },
        el("input", { type: "radio", name, value, checked: value === chosen, disabled: Boolean(missing), onchange: () => onchange(value) }),
        el("span", {}, title))));
}

// Buttons that select a file, for lists in the panel.
const fileButton = (i, text = shown(files.path[i])) => button(code(text), () => select(i, true), { class: "link" });

function listed(items, most, toItem, all = items.length) {
  const more = all - Math.min(most, items.length);
  return el("ul", {}, items.slice(0, most).map(item => el("li", {}, toItem(item))), more > 0 && el("li", { class: "quiet" }, `and ${number.format(more)} more`));
}
