// The panel beside the map: what is known of the file or folder that is chosen, and what is in the folder that is shown.
const panel = el("section", { class: "panel", "aria-label": "What is chosen", "aria-live": "polite" },
  el("p", { class: "quiet" }, `Choose a file to see ${isDifference ? "what became of it" : "why it is there"}, or a folder to look into it. Arrow keys go from tile to tile, Enter chooses, Escape goes back.`));
const contents = el("section", { class: "contents" });
const LISTED = 12;

function facts(pairs) {
  return el("dl", {}, pairs.filter(Boolean).map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))));
}

function showFolder(node) {
  const sums = { before: 0, after: 0, unopened: 0, count: 0 };
  (function visit(at) {
    if (at.file >= 0) {
      sums.before += files.bytes[at.file];
      sums.after += files.after[at.file];
      sums.count += files.count[at.file];
      if (!isOpened(at.file)) sums.unopened += decided ? files.after[at.file] : files.bytes[at.file];
    }
    at.children.forEach(visit);
  })(node);
  panel.replaceChildren(el("h3", {}, code(pathOf(node).join("/"))), facts([
    ["Files", number.format(sums.count)],
    [decided ? said.before : "Size", exact(sums.before)],
    decided && [said.after, exact(sums.after)],
    evidence && ["Never opened", `${exact(sums.unopened)} of ${decided ? "the layer" : "these"}`],
  ]));
}

const sides = (before, after) => `${exact(before)} ${said.inBefore}, ${exact(after)} ${said.inAfter}`;

function showFile(i) {
  const time = files.time[i];
  panel.replaceChildren(
    el("h3", {}, code(shown(files.path[i]))),
    facts([
      ["Distribution", code(distributionOf(i))],
      decided && [said.fate, fates[files.action[i]][1]],
      coldOf(i) && ["Cold", ["in the cold store; inflated with ", code(coldOf(i)), " when a function imports that"]],
      ruleOf(i) && ["Rule", [code(ruleOf(i)), ruleReason(i)]],
      reasonOf(i) && ["Reason", el("bdi", {}, reasonOf(i))],
      ["Unzipped", decided ? sides(files.bytes[i], files.after[i]) : exact(files.bytes[i])],
      columns.zipped && ["Zipped", decided ? sides(files.zipped[i], files.zippedAfter[i]) : exact(files.zipped[i])],
      time > 0 && ["Start-up", `${milliseconds(time)} by itself`],
    ]),
    ...(evidence && i < columns.name.length ? evidenceOf(i) : []));
  // Below the map on a narrow screen, where nobody would see that it changed.
  if (innerWidth <= 900) panel.scrollIntoView({ block: "nearest" });
}

const ruleReason = i => {
  const rule = data.rules?.find(rule => rule.rule === ruleOf(i));
  return rule ? `: ${rule.reason}` : "";
};

function evidenceOf(i) {
  const by = importersOf(i);
  const imports = [...importsOf(i)];
  const dependents = reach([i], importersOf);
  return [
    el("h4", {}, "Why it is needed"),
    el("ol", { class: "chain" }, openedLine(i), chainLines(i)),
    el("h4", {}, by.length ? `Imported by ${plural(by.length, "file")}` : "No file is seen to import it"),
    listed(by, LISTED, importLine),
    dependents.size > by.length && el("p", { class: "quiet" }, `Through these, ${plural(dependents.size, "file")} in all.`),
    el("h4", {}, imports.length ? `Imports ${plural(imports.length, "file")}` : "It imports no file of the packages"),
    listed(imports, LISTED, importLine),
  ].filter(Boolean);
}

function openedLine(i) {
  const [opener, user] = [openerOf(i), userOf(i)];
  if (!opener && !user) return el("li", {}, "No import and no behaviour opened it on the untouched packages.");
  return el("li", {}, "Opened by ", opener ? [code(opener)] : [], user && user !== opener ? [opener ? ", and used by behaviour " : "behaviour ", code(user)] : []);
}

// "imported by scipy/stats/__init__.py, line 12, which behaviour X used".
function chainLines(i) {
  const way = chainOf(i);
  return way.map((step, at) => {
    const last = at === way.length - 1;
    const [user, opener] = [userOf(step.file), openerOf(step.file)];
    return el("li", {}, at === 0 ? "Imported by " : "which is imported by ", importLine(step),
      last && (user ? [", which behaviour ", code(user), " used"] : [", which was opened by ", code(opener)]));
  });
}

const importLine = ({ file, line, later }) => [fileButton(file), line > 0 && `, line ${number.format(line)}`, later && ", when a function is called"];

function drawContents() {
  const measure = measures[state.measure];
  const rows = state.root.children.filter(child => child.value > 0).sort((a, b) => b.value - a.value);
  const most = 100;
  contents.replaceChildren(
    table(`What is in ${state.root.name}`, [["Name", ""], ["What became of it", ""], [measure.title, "number"], ["Share", "number"]],
      rows.slice(0, most).map(child => [
        button([code(child.name), child.file < 0 ? "/" : ""], () => (child.file >= 0 ? select(child.file) : zoom(child)), { class: "link" }),
        isDifference && child.file >= 0 ? fates[files.action[child.file]][1] : "",
        number.format(Math.round(child.value * 10) / 10), share(child.value, state.root.value)])),
    ...(rows.length > most ? [el("p", { class: "quiet" }, `and ${number.format(rows.length - most)} more, all smaller`)] : []));
}
