// What the page knows: the files as columns, what they add up to, and who imports whom.
"use strict";

const data = JSON.parse(document.getElementById("data").textContent);
const columns = data.files;
const decided = Boolean(columns.after);
// On a page about two layers what is before is the old one, and what is after is the new one.
const isDifference = data.isDifference;
// What became of a file, by number: the class of its tile, its words, and a mark where no other page has words for it.
const fates = isDifference
  ? [["kept", "The same in both", ""], ["bytecode", "Only in the new layer", "+"], ["removed", "Only in the old layer", "−"], ["restored", "Grown", "▲"],
    ["changed", "Shrunk", "▼"], ["other", "As long as before, with other content", "≠"]]
  : [["kept", "Kept", ""], ["changed", "Trimmed or rewritten", ""], ["removed", "Removed", ""], ["restored", "Restored by a repair or by hand", ""],
    ["bytecode", "Bytecode, which was added", ""]];
const KEPT = 0, REMOVED = 2, ADDED = isDifference ? 1 : 4;
const said = isDifference
  ? { before: "Old layer", after: "New layer", fate: "What became of it", inBefore: "in the old layer", inAfter: "in the new one" }
  : { before: "Before", after: "Layer", fate: "Decision", inBefore: "before", inAfter: "in the layer" };
const PYTHON = "Python itself";

const number = new Intl.NumberFormat("en-US");
const exact = bytes => `${number.format(bytes)} ${bytes === 1 ? "byte" : "bytes"}`;

function short(bytes) {
  for (const [unit, size] of [["GB", 1e9], ["MB", 1e6], ["kB", 1e3]]) {
    if (Math.abs(bytes) >= size * 0.9995) return `${(bytes / size).toFixed(bytes < size * 9.95 ? 1 : 0)} ${unit}`;
  }
  return `${bytes} B`;
}

const milliseconds = value => `${value.toFixed(value < 100 ? 1 : 0)} ms`;
const plural = (count, one, others = one + "s") => `${number.format(count)} ${count === 1 ? one : others}`;

// Modules of Python itself take time and have no file here.
const own = data.ownModules ?? [];
const total = columns.name.length + own.length;
const column = (name, usual) => {
  const values = columns[name] ?? new Array(columns.name.length).fill(usual);
  return values.concat(new Array(own.length).fill(usual));
};

const files = {
  name: columns.name.concat(own.map(module => module.module)),
  path: columns.name.map((name, i) => (columns.folders[columns.folder[i]] ? `${columns.folders[columns.folder[i]]}/${name}` : name))
    .concat(own.map(module => `${PYTHON}/${module.module}`)),
  count: column("count", 1),
  distribution: column("distribution", -1),
  bytes: column("bytes", 0),
  after: column("after", 0),
  zipped: column("zipped", 0),
  zippedAfter: column("zippedAfter", 0),
  action: column(isDifference ? "change" : "action", KEPT),
  rule: column("rule", -1),
  reason: column("reason", -1),
  openedBy: column("openedBy", -1),
  usedBy: column("usedBy", -1),
  time: column("milliseconds", 0).map((value, i) => own[i - columns.name.length]?.milliseconds ?? value),
};

const distributionOf = i =>
  i >= columns.name.length ? PYTHON : columns.distributions[files.distribution[i]] ?? "(no distribution)";
const ruleOf = i => columns.rules[files.rule[i]];
const reasonOf = i => columns.reasons[files.reason[i]];
const openerOf = i => columns.openers[files.openedBy[i]];
const userOf = i => columns.openers[files.usedBy[i]];
const coldOf = i => columns.coldUnits[columns.cold?.[i]];
const isOpened = i => i >= columns.name.length || files.openedBy[i] >= 0 || files.usedBy[i] >= 0;
const evidence = Boolean(columns.openedBy);
const shown = path => path.replace(/^python\//, "");

const measures = {
  bytes: { title: "Unzipped bytes", before: files.bytes, after: files.after, exact, short },
  zipped: { title: "Zipped bytes", before: files.zipped, after: files.zippedAfter, exact, short, missing: !columns.zipped },
  time: { title: "Start-up time", before: files.time, after: files.time, exact: milliseconds, short: milliseconds, missing: !columns.milliseconds },
};

const views = isDifference ? {
  either: { title: "Larger side", whole: "both", of: Math.max },
  before: { title: "Old", whole: "the old layer", of: (before, _) => before },
  layer: { title: "New", whole: "the new layer", of: (_, after) => after },
  removed: { title: "Difference", whole: "what differs", of: (before, after) => Math.abs(before - after) },
} : {
  before: { title: decided ? "Before" : "All", whole: decided ? "what pip installed" : "the whole", of: (before, _) => before },
  layer: { title: "Layer", whole: "the layer", of: (_, after) => after },
  removed: { title: "Removed", whole: "what was removed", of: (before, after) => Math.max(0, before - after) },
};

const state = { measure: "bytes", view: isDifference ? "either" : "before", root: null, query: "", selected: -1, dropped: new Set() };

// Time was measured on the layer alone.
const viewNow = () => (state.measure === "time" ? "layer" : state.view);
const valueOf = i => views[viewNow()].of(measures[state.measure].before[i], measures[state.measure].after[i]);

// Bytecode is in the layer alone, and what was removed is not in it.
function isInView(i) {
  if (i >= columns.name.length && state.measure !== "time") return false;
  if (state.view === "either") return true;
  return state.view === "removed" || state.measure === "time" ? valueOf(i) > 0 : (state.view === "layer" ? files.action[i] !== REMOVED : files.action[i] !== ADDED || files.bytes[i] > 0);
}

// The tree: distribution, folders, files. A node of a file has its place, others -1.
function makeTree() {
  const top = { name: data.title, parent: null, children: [], byName: new Map(), file: -1, value: 0 };
  const child = (parent, name) => {
    let node = parent.byName.get(name);
    if (!node) {
      node = { name, parent, children: [], byName: new Map(), file: -1, value: 0 };
      parent.byName.set(name, node);
      parent.children.push(node);
    }
    return node;
  };
  for (let i = 0; i < total; i++) {
    const parts = shown(files.path[i]).split("/").slice(i < columns.name.length ? 0 : 1);
    let node = child(top, distributionOf(i));
    for (const part of parts.slice(0, -1)) node = child(node, part);
    node.children.push({ name: parts.at(-1), parent: node, children: [], file: i, value: 0 });
  }
  return top;
}

const tree = makeTree();
const leaves = new Map();
(function visit(node) {
  if (node.file >= 0) leaves.set(node.file, node);
  node.children.forEach(visit);
})(tree);
state.root = tree;

// Sums of all nodes, for the measure and the view that are chosen, and what of them a search finds or a what-if drops.
function addUp(node = tree) {
  node.files = node.hits = node.hitValue = node.unopened = node.lost = 0;
  if (node.file >= 0) {
    const i = node.file;
    node.value = valueOf(i);
    node.files = isInView(i) ? files.count[i] : 0;
    node.unopened = isOpened(i) ? 0 : node.value;
    node.lost = state.dropped.has(i) ? node.value : 0;
    if (state.query && isFound(i)) [node.hits, node.hitValue] = [node.files, node.value];
    return;
  }
  node.value = 0;
  node.fates = fates.map(() => 0);
  for (const child of node.children) {
    addUp(child);
    addTo(node, child);
  }
}

function addTo(node, child) {
  node.value += child.value;
  node.files += child.files;
  node.hits += child.hits;
  node.hitValue += child.hitValue;
  node.unopened += child.unopened;
  node.lost += child.lost;
  if (child.file >= 0) node.fates[files.action[child.file]] += child.value;
  else for (let at = 0; at < fates.length; at++) node.fates[at] += child.fates[at];
}

// What became of a file, or of most bytes of a folder.
const fateOfMost = node => (node.file >= 0 ? files.action[node.file] : node.fates.indexOf(Math.max(...node.fates)));

const lowered = [];
const isFound = i => (lowered[i] ??= files.path[i].toLowerCase()).includes(state.query);

function pathOf(node) {
  const names = [];
  for (let at = node; at.parent; at = at.parent) names.unshift(at.name);
  return names;
}

// Who imports whom. Pairs of a file and a line, as the data has them.
function* importsOf(i) {
  for (const [list, later] of [[columns.imports, false], [columns.later, true]]) {
    const pairs = list?.[i] ?? [];
    for (let at = 0; at < pairs.length; at += 2) yield { file: pairs[at], line: pairs[at + 1], later };
  }
}

let importers = null;
function importersOf(i) {
  if (!importers) {
    importers = new Map();
    for (let from = 0; from < columns.name.length; from++) {
      for (const { file, line, later } of importsOf(from)) {
        if (!importers.has(file)) importers.set(file, []);
        importers.get(file).push({ file: from, line, later });
      }
    }
  }
  return importers.get(i) ?? [];
}

// The shortest way along importers to a file that a behaviour used, else to one that a module opened; imports that always run first.
function chainOf(start) {
  for (const [withLater, isEnd] of [[false, userOf], [true, userOf], [false, openerOf], [true, openerOf]]) {
    const cameFrom = new Map([[start, null]]);
    for (const at of cameFrom.keys()) {
      if (at !== start && isEnd(at)) return wayTo(at, cameFrom);
      for (const step of importersOf(at)) {
        if (!cameFrom.has(step.file) && (withLater || !step.later)) cameFrom.set(step.file, { ...step, to: at });
      }
    }
  }
  return [];
}

function wayTo(end, cameFrom) {
  const way = [];
  for (let at = end; cameFrom.get(at); at = cameFrom.get(at).to) way.unshift(cameFrom.get(at));
  return way;
}

// All that is reached from some files along importers or imports.
function reach(start, next) {
  const seen = new Set(start);
  for (const at of seen) for (const { file } of next(at)) seen.add(file);
  start.forEach(i => seen.delete(i));
  return seen;
}
