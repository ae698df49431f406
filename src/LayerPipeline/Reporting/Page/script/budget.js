// The budget as a bar, and what it would be without a distribution or a part of one.
const LIMIT = data.budget?.limitBytes ?? 262144000;
const layerBytes = data.bytesAfter ?? data.bytes;
const bar = el("div", { class: "bar", role: "img" });
const barText = el("p", { class: "bar-text", role: "status" });
const broken = el("div", { class: "broken", "aria-live": "polite" });
const ticked = { distributions: new Set(), rules: new Set() };
const inLayer = i => (decided ? files.after[i] : files.bytes[i]);

function drawBudget() {
  const lost = [...state.dropped].reduce((sum, i) => sum + inLayer(i), 0);
  const [others, reserve] = [data.budget?.otherLayersBytes ?? 0, data.budget?.reserveBytes ?? 0];
  const bytecode = isDifference ? 0 : sumOf(i => files.action[i] === ADDED && !state.dropped.has(i));
  const left = LIMIT - others - reserve - layerBytes + lost;
  const parts = [["layer", "files", layerBytes - lost - bytecode], ["bytecode", "bytecode", bytecode], ["other", "other layers", others],
    ["reserve", "reserve", reserve], ["lost", "dropped", lost], ["free", "left", left - lost]].filter(part => part[2] > 0);
  bar.replaceChildren(...parts.map(([kind, title, bytes]) => {
    const part = el("span", { class: kind, title: `${title}: ${exact(bytes)}` }, bytes > LIMIT / 12 ? `${title} ${short(bytes)}` : "");
    part.style.flexGrow = bytes;
    return part;
  }));
  const text = `${exact(layerBytes - lost)} of the limit of ${number.format(LIMIT)}`
    + (others ? `, ${exact(others)} for other layers` : "") + (reserve ? `, ${exact(reserve)} in reserve` : "")
    + (left >= 0 ? `; ${exact(left)} left` : `; ${exact(-left)} too much`) + (lost ? `. What is ticked saves ${exact(lost)}.` : ".");
  bar.setAttribute("aria-label", `Budget: ${text}`);
  barText.replaceChildren(text);
}

function sumOf(isCounted) {
  let sum = 0;
  for (let i = 0; i < columns.name.length; i++) if (isCounted(i)) sum += inLayer(i);
  return sum;
}

function tick(set, name, isTicked) {
  if (isTicked) set.add(name);
  else set.delete(name);
  state.dropped = new Set();
  for (let i = 0; i < columns.name.length; i++) {
    if (ticked.distributions.has(distributionName(i)) && inLayer(i) > 0) state.dropped.add(i);
  }
  for (const rule of data.whatIf ?? []) if (ticked.rules.has(rule.rule)) rule.files.forEach(i => state.dropped.add(i));
  drawBudget();
  drawBroken();
  draw();
}

// As the list of distributions has it.
const distributionName = i => columns.distributions[files.distribution[i]] ?? "(none)";

function drawBroken() {
  const items = [...brokenByDistributions(), ...brokenByRules()];
  broken.replaceChildren(...(items.length ? [el("h4", {}, "What would break"), el("ul", {}, items.map(item => el("li", {}, item)))]
    : state.dropped.size ? [el("p", {}, "Nothing on record uses what is ticked.")] : []));
}

function* brokenByDistributions() {
  for (const name of ticked.distributions) {
    const needed = (data.distributions.find(each => each.name === name)?.requiredBy ?? []).filter(other => !ticked.distributions.has(other));
    if (needed.length) yield [code(name), " is required by ", needed.map((other, at) => [at ? ", " : "", code(other)])];
  }
  const importing = new Map();
  const behaviours = new Set();
  for (const i of state.dropped) {
    if (userOf(i)) behaviours.add(userOf(i));
    for (const step of importersOf(i)) if (!step.later && !state.dropped.has(step.file) && inLayer(step.file) > 0) importing.set(step.file, step);
  }
  if (importing.size) yield [`${plural(importing.size, "file")} that ${importing.size === 1 ? "stays imports" : "stay import"} what is ticked:`, listed([...importing.values()], 6, importLine)];
  if (behaviours.size) yield [`${plural(behaviours.size, "behaviour uses", "behaviours use")} it:`, listed([...behaviours], 6, code)];
}

function* brokenByRules() {
  for (const rule of data.whatIf ?? []) if (ticked.rules.has(rule.rule) && rule.breaks) yield [code(rule.rule), ": ", rule.breaks];
}

const tickBox = (set, name, bytes, words) => el("li", {}, el("label", {},
  el("input", { type: "checkbox", onchange: event => tick(set, name, event.target.checked) }), " ", code(name), ` ${words}${short(bytes)}`));

function budgetSection() {
  const boxes = data.distributions.map(each => tickBox(ticked.distributions, each.name, each.bytesAfter ?? each.bytes, ""));
  const rules = (data.whatIf ?? []).map(rule => tickBox(ticked.rules, rule.rule, rule.files.reduce((sum, i) => sum + inLayer(i), 0), "up to "));
  drawBudget();
  return el("section", { id: "budget" }, el("h2", {}, "Budget"), bar, barText,
    (boxes.length > 0 || rules.length > 0) && el("details", { class: "what-if" }, el("summary", {}, "What if…"),
      el("p", { class: "quiet" }, "Tick what the layer could do without; the sums move at once. Whether the rest still works, only a build can tell."),
      el("div", { class: "ticks" },
        boxes.length > 0 && el("fieldset", {}, el("legend", {}, "Drop a distribution"), el("ul", {}, boxes)),
        rules.length > 0 && el("fieldset", {}, el("legend", {}, "Apply a data rule"), el("ul", {}, rules))),
      broken));
}
