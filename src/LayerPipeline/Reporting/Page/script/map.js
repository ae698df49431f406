// The map: a treemap of the chosen folder, drawn anew whenever something is chosen.
const SMALL = 0.001;
const HEADER = 17;
const map = svg("svg", { class: "map", role: "group", "aria-label": "Map of files by size" });
const tip = el("div", { class: "tip", hidden: true, "aria-hidden": "true" });
const crumbs = el("ol", { class: "crumbs" });
let tiles = [];

// What is below a thousandth of the area is one tile of its folder.
function outline(node, least) {
  if (node.file >= 0 || node.value < least) return { node, value: node.value };
  const large = node.children.filter(child => child.value >= least && child.value > 0);
  const small = node.children.filter(child => child.value < least && child.value > 0);
  if (large.length === 0) return { node, value: node.value };
  const children = large.map(child => outline(child, least));
  if (small.length === 1) children.push({ node: small[0], value: small[0].value });
  else if (small.length > 1) {
    const rest = { name: `${number.format(small.length)} smaller`, parent: node, children: small, file: -1, isRest: true,
      value: 0, files: 0, hits: 0, hitValue: 0, unopened: 0, lost: 0, fates: fates.map(() => 0) };
    small.forEach(child => addTo(rest, child));
    children.push({ node: rest, value: rest.value });
  }
  return { node, children };
}

function layout(width, height) {
  const root = d3.hierarchy(outline(state.root, state.root.value * SMALL)).sum(d => (d.children ? 0 : d.value)).sort((a, b) => b.value - a.value);
  const hasHeader = d => d.children && d.depth > 0 && d.depth < 4 && d.y1 - d.y0 > 44 && d.x1 - d.x0 > 44;
  d3.treemap().size([width, height]).round(true).paddingInner(1)
    .paddingTop(d => (hasHeader(d) ? HEADER : d.depth > 0 && d.depth < 4 ? 1 : 0))
    .paddingRight(d => (hasHeader(d) ? 2 : 0)).paddingBottom(d => (hasHeader(d) ? 2 : 0)).paddingLeft(d => (hasHeader(d) ? 2 : 0))(root);
  return root.descendants().filter(d => d.depth > 0 || !d.children).filter(d => !d.children || hasHeader(d));
}

function draw() {
  addUp();
  const width = Math.max(280, map.clientWidth || map.parentElement.clientWidth);
  const height = Math.round(Math.max(320, Math.min(640, width * (width < 600 ? 1.15 : 0.58))));
  map.setAttribute("viewBox", `0 0 ${width} ${height}`);
  map.setAttribute("height", height);
  const boxes = state.root.value > 0 ? layout(width, height) : [];
  tiles = boxes.filter(d => d.x1 - d.x0 >= 1 && d.y1 - d.y0 >= 1).map(toTile);
  map.replaceChildren(patterns(), ...tiles.map(tile => tile.element),
    ...(tiles.length ? [] : [svg("text", { x: 12, y: 28, class: "empty" }, "Nothing here in this view.")]));
  roving(tiles.find(tile => tile.node.file >= 0 && tile.node.file === state.selected) ?? tiles[0]);
  drawCrumbs();
  drawContents();
  drawTotals();
}

const patterns = () => svg("defs", {}, svg("pattern", { id: "hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
  svg("line", { x1: 0, y1: 0, x2: 0, y2: 6, class: "hatch" })));

function toTile(box) {
  const { node, children } = box.data;
  const [width, height] = [box.x1 - box.x0, box.y1 - box.y0];
  const tile = { node, x: (box.x0 + box.x1) / 2, y: children ? box.y0 + HEADER / 2 : (box.y0 + box.y1) / 2, isFolder: Boolean(children) };
  const mark = tile.isFolder ? "" : fates[fateOfMost(node)][2];
  const text = label(mark ? `${mark} ${node.name}` : node.name, node, width, tile.isFolder ? HEADER : height);
  // With a space between, so that what is read out is what is seen.
  const lines = text.map((line, at) => svg("text", { x: 4, y: 12 + 12 * at }, at < text.length - 1 ? `${line} ` : line));
  const isGone = fateOfMost(node) === REMOVED;
  const unopened = !children && evidence && !isGone && state.measure !== "time" && node.unopened > node.value / 2;
  tile.element = svg("g", {
    class: classesOf(tile), transform: `translate(${box.x0} ${box.y0})`,
    role: "button", tabindex: -1, "data-path": pathOf(node).join("/"),
    "aria-label": [...text, nameOf(node)].join(" "),  "aria-pressed": String(node.file >= 0 && node.file === state.selected),
  }, svg("rect", { width, height }), unopened && svg("rect", { width, height, class: "hatched" }), lines);
  tile.element.tile = tile;
  return tile;
}

function classesOf({ node, isFolder }) {
  const isOwn = node.file >= columns.name.length || pathOf(node)[0] === PYTHON;
  const kind = isFolder ? "folder" : isOwn ? "own" : fates[fateOfMost(node)][0];
  return ["tile", kind, node.file < 0 && !isFolder && "many",
    state.query && node.hits === 0 && "dim", state.query && node.hits > 0 && !isFolder && "hit",
    state.view !== "removed" && node.value > 0 && node.lost >= node.value && "lost", node.file >= 0 && node.file === state.selected && "selected"].filter(Boolean).join(" ");
}

function label(name, node, width, height) {
  const room = Math.floor((width - 8) / 6.4);
  if (room < 3 || height < 15) return [];
  const cut = text => (text.length > room ? text.slice(0, room - 1) + "…" : text);
  const size = measures[state.measure].short(node.value);
  if (height >= 29) return [cut(name), ...(room >= size.length ? [size] : [])];
  return [name.length + size.length + 2 <= room ? `${name} ${size}` : cut(name)];
}

const nameOf = node => `${pathOf(node).join("/")}, ${measures[state.measure].exact(node.value)}`
  + (node.file >= 0 ? `, ${fateOf(node.file)}` : `, ${plural(node.files, "file")}`);

const fateOf = i => (decided ? fates[files.action[i]][1].toLowerCase() : "") + (evidence && !isOpened(i) ? ", never opened" : "");

// One tile at a time is in the order of the tab key; arrow keys go from tile to tile.
function roving(tile) {
  tiles.forEach(each => each.element.setAttribute("tabindex", each === tile ? 0 : -1));
}

function neighbour(from, key) {
  const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  let best = null, least = Infinity;
  for (const tile of tiles) {
    const [x, y] = [tile.x - from.x, tile.y - from.y];
    const along = x * dx + y * dy;
    const far = along + 2.5 * Math.abs(x * dy + y * dx);
    if (tile !== from && along > 0.5 && far < least) [best, least] = [tile, far];
  }
  return best;
}

function open(tile) {
  if (tile.node.file >= 0) select(tile.node.file);
  else zoom(tile.node.isRest ? tile.node.parent : tile.node);
}

function zoom(node) {
  if (node.file >= 0) return select(node.file);
  hideTip();
  state.root = node;
  draw();
  if (node.parent) showFolder(node);
  map.querySelector("[tabindex='0']")?.focus({ preventScroll: true });
}

// Shows a file in the panel, and marks its tile; from a list it also goes to where the file is.
function select(i, goThere = false) {
  state.selected = i;
  const leaf = leaves.get(i);
  if (goThere) {
    let within = false;
    for (let at = leaf; at; at = at.parent) within ||= at === state.root;
    if (!within || !tiles.some(tile => tile.node === leaf)) state.root = leaf.parent;
    draw();
  } else {
    for (const tile of tiles) {
      tile.element.setAttribute("class", classesOf(tile));
      tile.element.setAttribute("aria-pressed", String(tile.node === leaf));
    }
  }
  showFile(i);
}

function drawCrumbs() {
  const way = [];
  for (let at = state.root; at; at = at.parent) way.unshift(at);
  crumbs.replaceChildren(...way.map((node, at) => el("li", {},
    at === way.length - 1 ? el("span", { "aria-current": "location" }, code(node.name)) : button(code(node.name), () => zoom(node), { class: "link" }))));
}

function tipText(node) {
  const measure = measures[state.measure];
  const lines = [pathOf(node).slice(1).join("/") || node.name, `${measure.exact(node.value)}, ${share(node.value, state.root.value)}`];
  if (node.file < 0) return [...lines, plural(node.files, "file")];
  const i = node.file;
  if (decided) lines.push(fates[files.action[i]][1] + (ruleOf(i) ? `; rule ${ruleOf(i)}` : ""));
  if (isDifference) lines.push(sides(files.bytes[i], files.after[i]));
  if (reasonOf(i)) lines.push(reasonOf(i));
  if (evidence && !isOpened(i)) lines.push("No import or behaviour opened it.");
  return lines;
}

function share(value, whole) {
  const percent = whole > 0 ? (100 * value) / whole : 0;
  return percent > 0 && percent < 0.05 ? "< 0.1 %" : `${percent.toFixed(1)} %`;
}

function showTip(tile, x, y) {
  tip.replaceChildren(...tipText(tile.node).map((line, at) => el(at === 0 ? "strong" : "span", {}, el("bdi", {}, line))));
  tip.hidden = false;
  const [width, height] = [tip.offsetWidth, tip.offsetHeight];
  tip.style.left = `${Math.max(4, Math.min(x + 14, innerWidth - width - 4))}px`;
  tip.style.top = `${y + 18 + height > innerHeight ? Math.max(4, y - height - 10) : y + 18}px`;
}

const hideTip = () => (tip.hidden = true);
const tileAt = event => event.target.closest?.(".tile")?.tile;

map.addEventListener("click", event => {
  const tile = tileAt(event);
  if (tile) {
    roving(tile);
    open(tile);
  }
});
map.addEventListener("pointermove", event => {
  const tile = event.pointerType === "mouse" && tileAt(event);
  if (tile) showTip(tile, event.clientX, event.clientY);
  else hideTip();
});
map.addEventListener("pointerleave", hideTip);
map.addEventListener("focusin", event => {
  const tile = tileAt(event);
  if (!tile || !event.target.matches(":focus-visible")) return;
  const box = tile.element.getBoundingClientRect();
  showTip(tile, box.left, Math.min(box.bottom, box.top + 40));
});
map.addEventListener("focusout", hideTip);
map.addEventListener("keydown", event => {
  const tile = tileAt(event);
  if (!tile) return;
  const next = event.key.startsWith("Arrow") ? neighbour(tile, event.key) : event.key === "Home" ? tiles[0] : event.key === "End" ? tiles.at(-1) : null;
  if (next) {
    roving(next);
    next.element.focus({ preventScroll: true });
  } else if (event.key === "Enter" || event.key === " ") open(tile);
  else if ((event.key === "Escape" || event.key === "Backspace") && state.root.parent) zoom(state.root.parent);
  else return;
  event.preventDefault();
});
