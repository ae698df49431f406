// Puts the page together: the map first, the tables once it is painted.
const found = el("p", { class: "found", role: "status" });
const matches = el("div", { class: "matches" });
const totals = el("p", { class: "totals", role: "status" });
const legend = el("ul", { class: "legend", "aria-label": "Colours" });
const viewChoice = el("div", { class: "views" });

function search(text) {
  state.query = text.trim().toLowerCase();
  draw();
  const hits = [];
  if (state.query) for (let i = 0; i < total; i++) if (isInView(i) && isFound(i)) hits.push({ i, value: valueOf(i) });
  hits.sort((a, b) => b.value - a.value);
  found.replaceChildren(state.query ? `${plural(tree.hits, "file")}, ${measures[state.measure].exact(tree.hitValue)}, ${share(tree.hitValue, tree.value)} of ${views[viewNow()].whole}` : "");
  matches.replaceChildren(...(hits.length ? [listed(hits, 10, ({ i, value }) => [fileButton(i), ` ${measures[state.measure].short(value)}`])] : []));
}

function drawTotals() {
  const measure = measures[state.measure];
  const extra = state.measure === "zipped" && zipLength() > tree.value ? `; with names and headers, the archive has ${exact(zipLength())}` : "";
  const unopened = evidence && state.measure !== "time" && state.view !== "removed" ? `; no import or behaviour opened ${share(state.root.unopened, state.root.value)} of it` : "";
  totals.replaceChildren(`${code(state.root.name).textContent}: ${measure.exact(state.root.value)} in ${plural(state.root.files, state.measure === "time" ? "module" : "file")}${state.root.parent ? "" : extra}${unopened}.`);
}

const zipLength = () => (state.view === "layer" ? data.zipBytesAfter : state.view === "before" ? data.zipBytes : 0) ?? 0;

function drawViews() {
  const isTime = state.measure === "time";
  if (isDifference) return viewChoice.replaceChildren(choice("Show", "view", views, state.view, value => choose("view", value)));
  viewChoice.replaceChildren(...(decided ? [choice("Show", "view", {
    before: { ...views.before, missing: isTime }, layer: views.layer, removed: { ...views.removed, missing: isTime },
  }, isTime ? "layer" : state.view, value => choose("view", value))] : []));
}

function choose(key, value) {
  state[key] = value;
  if (key === "measure") drawViews();
  search(state.query);
}

function drawLegend() {
  const used = new Set(files.action);
  const item = (kind, text) => el("li", {}, svg("svg", { width: 18, height: 14, "aria-hidden": "true", class: `tile ${kind}` }, svg("rect", { width: 18, height: 14 }), kind === "unopened" && svg("rect", { width: 18, height: 14, class: "hatched" })), text);
  legend.replaceChildren(...(decided ? fates.map(([kind, text, mark], at) => used.has(at) && item(kind, mark ? `${mark} ${text}` : text)).filter(Boolean) : []),
    ...(evidence ? [item("unopened", "Hatched: no import or behaviour opened it")] : []));
}

function headline() {
  const change = decided ? `${number.format(data.bytes)} → ${exact(data.bytesAfter)} unzipped` : `${exact(data.bytes)} unzipped`;
  const zip = data.zipBytesAfter ?? data.zipBytes;
  return el("header", {}, el("h1", {}, code(data.title)),
    el("p", {}, isDifference ? ["Compared: ", code(data.compared.old.source), " and ", code(data.compared.new.source), ". "] : "",
      data.target && `For ${data.target}. `, change, zip ? `, ${exact(zip)} zipped. ` : ". ",
      data.proven !== undefined && el("a", { href: "#proof", class: `status ${data.proven ? "pass" : "fail"}` }, data.proven ? "Proven" : "Not proven")));
}

function mapSection() {
  const box = el("input", { type: "search", id: "search", autocomplete: "off", spellcheck: "false", oninput: event => search(event.target.value) });
  const options = Object.fromEntries(Object.entries(measures));
  return el("section", { id: "map" }, el("h2", {}, "Map"),
    el("div", { class: "tools" }, choice("Area", "measure", options, state.measure, value => choose("measure", value)), viewChoice,
      el("div", { class: "search" }, el("label", { for: "search" }, "Search paths"), box)),
    found, matches,
    el("nav", { "aria-label": "Folder that is shown" }, crumbs), totals,
    el("div", { class: "sides" }, el("div", { class: "picture" }, map, legend), el("div", { class: "beside" }, panel, contents)));
}

function start() {
  const there = sections.map(section => ({ ...section, element: el("section", { id: section.id }, el("h2", {}, section.title)) }));
  const links = el("nav", { class: "links", "aria-label": "Parts of this page" }, el("ul", {}));
  const page = document.getElementById("page");
  page.replaceChildren(headline(), links, budgetSection(), mapSection(), ...there.map(section => section.element));
  document.body.append(tip);
  drawViews();
  drawLegend();
  draw();
  setTimeout(() => there.forEach(section => addSection(section)), 0);

  function addSection({ element, content }) {
    const parts = [content()].flat(Infinity).filter(part => part instanceof Node);
    if (parts.length) element.append(...parts);
    else element.remove();
    links.firstChild.replaceChildren(...[...page.querySelectorAll("section[id]")].map(section => el("li", {}, el("a", { href: `#${section.id}` }, section.querySelector("h2").textContent))));
  }
}

let width = 0;
new ResizeObserver(entries => {
  const now = Math.round(entries[0].contentRect.width);
  if (width && now !== width) draw();
  width = now;
}).observe(map);
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach(each => (each.open = true)));
start();
