// The tables: what the JSON files of the run say, for readers and for find-in-page.
const MOST_ROWS = 2000;
const figure = value => (value === null || value === undefined ? "" : number.format(value));
const names = list => (list ?? []).flatMap((name, at) => [at ? ", " : "", code(name)]);
const seconds = value => (value === null || value === undefined ? "" : `${value.toFixed(2)} s`);

function distributionsTable() {
  if (!data.distributions.length) return null;
  const heads = [["Distribution", ""], ["Version", ""], ["Licence", ""], [decided ? "Bytes before" : "Bytes", "number"],
    ...(decided ? [["Bytes after", "number"], ["of it bytecode", "number"]] : []), ["Files", "number"], ["Required by", ""]];
  const rows = data.distributions.map(each => [code(each.name), each.version, each.license, figure(each.bytes),
    ...(decided ? [figure(each.bytesAfter), figure(each.bytecodeBytes)] : []), figure(each.files), each.requested ? ["the request", each.requiredBy.length ? ", " : "", names(each.requiredBy)] : names(each.requiredBy)]);
  return [table("Distributions", heads, rows),
    data.leftOut && el("p", {}, "Left to the runtime: ", names(data.leftOut.map(each => each.name)), ".")];
}

function rulesTable() {
  if (!data.rules) return null;
  return [
    data.tiers && table("Tiers, in the order in which they are entered", [["Tier", ""], ["State", ""], ["Bytes saved", "number"], ["Chosen", ""]],
      data.tiers.map(tier => [tier.tier, words(tier.state) + (tier.reason ? `: ${tier.reason}` : ""), figure(tier.bytes), names(tier.chosen)])),
    table("Rules", [["Rule", ""], ["Tier", ""], ["Files removed", "number"], ["Bytes saved", "number"], ["Files kept", "number"], ["Bytes kept", "number"], ["Why such files can go", ""]],
      data.rules.map(rule => [code(rule.rule), rule.tier, figure(rule.removed), figure(rule.removedBytes), figure(rule.kept), figure(rule.keptBytes), rule.reason])),
    keptAgainstRules(),
  ];
}

const words = text => text.replace(/([a-z])([A-Z])/g, (_, before, after) => `${before} ${after.toLowerCase()}`).toLowerCase();

function keptAgainstRules() {
  const kept = [];
  for (let i = 0; i < columns.name.length; i++) {
    if (files.action[i] !== REMOVED && files.rule[i] >= 0 && data.rules.some(rule => rule.rule === ruleOf(i) && rule.kept > 0)) kept.push(i);
  }
  return kept.length > 0 && table("Kept although a rule proposed to remove them", [["File", ""], ["Rule", ""], ["Bytes", "number"], ["Why it stays", ""]],
    kept.slice(0, MOST_ROWS).map(i => [fileButton(i), code(ruleOf(i)), figure(files.after[i]), el("bdi", {}, reasonOf(i) ?? "")]));
}

function gatesTable() {
  return data.gates && table("Gates", [["Gate", ""], ["Result", ""], ["Measured", ""], ["What it says", ""]],
    data.gates.map(gate => [gate.gate, el("span", { class: `status ${gate.status.toLowerCase()}` }, gate.status.toUpperCase()), el("bdi", {}, gate.measured), gate.message ? el("bdi", {}, gate.message) : ""]));
}

function proofText() {
  if (data.proven === undefined) return null;
  const proof = data.proof;
  const entries = object => Object.entries(object ?? {});
  const part = (title, pairs) => pairs.length > 0 && [el("h3", {}, title), listed(pairs, 200, ([name, why]) => [code(name), ": ", el("bdi", {}, why)])];
  return [
    el("p", {}, data.proven ? "Proven: everything that worked on the untouched packages works on the layer." : ["Not proven: ", el("bdi", {}, data.unproven ?? ""), "."]),
    proof && el("p", {}, `It rests on ${plural(proof.modules, "imported module")} and ${plural(proof.behaviours, "executed behaviour")}`,
      proof.heldBy === "kernel" ? ", with the kernel holding them to what a function may write and read." : proof.heldBy ? ", held to what a function may do by Python alone." : "."),
    proof?.evidence?.length > 0 && el("p", {}, `What is needed was found by ${proof.evidence.join(", ")}.`),
    proof?.unwatched && el("p", {}, "Files that compiled code opened may have been missed: ", el("bdi", {}, proof.unwatched)),
    proof?.onlyImported.length > 0 && el("p", {}, "Only imported, since there is no script of behaviours: ", names(proof.onlyImported), "."),
    proof && [part("Not covered, since it failed on the untouched packages", entries(proof.failedBefore)),
      part("Tried on AWS only", entries(proof.onAwsOnly)), part("Programs of the machine that were started", entries(proof.programs)),
      part("Variables that the function has to have", entries(proof.environment))],
    data.givenUp?.length > 0 && [el("h3", {}, "Given up by the request"), listed(data.givenUp, 200, code)],
  ];
}

function probesTable() {
  const probes = data.probes;
  if (!probes) return null;
  const all = probes.id.map((_, at) => at);
  const failed = all.filter(at => probes.before[at] !== "ok" || (probes.after && probes.after[at] !== "ok"));
  const heads = [["Module or behaviour", ""], ["Distribution", ""], ["Before", ""], ...(probes.after ? [["Layer", ""]] : []), ["Took, ms", "number"], ["What went wrong", ""]];
  const row = at => [code(probes.id[at]), probes.distribution[at] ?? "the request", probes.before[at],
    ...(probes.after ? [probes.after[at] ?? "not tried"] : []), figure(probes.milliseconds[at]), el("bdi", {}, probes.errors[probes.id[at]] ?? "")];
  return [
    el("p", {}, `${plural(all.length, "module and behaviour", "modules and behaviours")}, ${failed.length ? `${number.format(failed.length)} of which failed somewhere` : "none of which failed"}.`),
    failed.length > 0 && table("Modules and behaviours that failed", heads, failed.slice(0, MOST_ROWS).map(row)),
    el("details", {}, el("summary", {}, "All modules and behaviours"), table("All modules and behaviours", heads, all.slice(0, MOST_ROWS).map(row)),
      all.length > MOST_ROWS && el("p", { class: "quiet" }, `and ${number.format(all.length - MOST_ROWS)} more, all in baseline.json`)),
  ];
}

function startupTable() {
  if (!data.startup?.length) return null;
  const slow = columns.milliseconds ? files.time.map((_, i) => i).filter(i => files.time[i] > 0).sort((a, b) => files.time[b] - files.time[a]) : [];
  return [
    table(`Seconds to import what was requested, ${data.startup[0].rounds > 1 ? "medians of fresh processes" : "each once, in a fresh process"}`, [["Distribution", ""], ["As pip compiles it", "number"], ["Without bytecode", "number"], ["This layer", "number"]],
      data.startup.map(each => [code(each.id), seconds(each.compiled), seconds(each.uncompiled), seconds(each.layer)])),
    slow.length > 0 && table("Modules that take longest by themselves, measured once", [["Module", ""], ["Milliseconds", "number"], ["Distribution", ""]],
      slow.slice(0, 30).map(i => [fileButton(i), files.time[i].toFixed(1), code(distributionOf(i))])),
  ];
}

function coldTable() {
  if (!data.cold) return null;
  const costs = new Map((data.coldCosts?.units ?? []).map(unit => [unit.name, unit.seconds]));
  const all = name => data.cold.units.reduce((sum, unit) => sum + unit[name], 0);
  return [
    el("p", {}, `Kept compressed until a function imports them. The layer counts the bytes in the store; the map and the other tables show these files inflated.`),
    table("Cold distributions", [["Distribution", ""], ["Files", "number"], ["Bytes inflated", "number"], ["Bytes in the store", "number"], ["Its first import takes longer by", "number"]],
      data.cold.units.map(unit => [code(unit.name), figure(unit.files), figure(unit.bytes), figure(unit.storedBytes), seconds(costs.get(unit.name))])),
    el("p", {}, `All inflated, they have ${exact(all("bytes"))}. The store has ${exact(data.cold.storeBytes)}; stubs and what inflates it, ${exact(data.cold.otherBytes)}.`),
    data.coldCosts && el("p", {}, `In /tmp that takes ${exact(data.coldCosts.diskBytes)}. Fresh: ${data.coldCosts.fresh}. Inflated before: ${data.coldCosts.warm}.`),
  ];
}

function librariesTable() {
  if (!data.libraries?.length) return null;
  return table("Shared libraries", [["Library", ""], [decided ? "Bytes before" : "Bytes", "number"], ...(decided ? [["Bytes after", "number"]] : []),
    ["Code", "number"], ["Data", "number"], ["Not loaded", "number"], ...(decided ? [["What was done to it", ""]] : [])],
    data.libraries.map(each => [code(shown(each.path)), figure(each.bytes), ...(decided ? [figure(each.after)] : []),
      figure(each.codeBytes), figure(each.dataBytes), figure(each.unloadedBytes), ...(decided ? [each.change ?? "left as it is"] : [])]));
}

function duplicatesTable() {
  if (!data.duplicates) return null;
  if (!data.duplicates.length) return el("p", {}, "No two of the files that were compared have the same content.");
  return table("Files of the same content, by SHA-256", [["Files", ""], ["Copies", "number"], ["Bytes each", "number"], ["To spare", "number"]],
    data.duplicates.map(each => [listed(each.paths, 20, path => code(shown(path)), each.copies), figure(each.copies), figure(each.bytes), figure(each.bytes * (each.copies - 1))]));
}

const signed = (before, after) => (before === undefined || after === undefined || before === after ? "" : `${after > before ? "+" : "−"}${number.format(Math.abs(after - before))}`);
// The number at the end of a version's ARN.
const versionOf = source => /^arn:.*:(\d+)$/.exec(source)?.[1];
const comparedTitle = () => (isDifference ? "What changed" : `Compared with ${versionOf(data.compared?.old.source) ? `version ${versionOf(data.compared.old.source)}` : "the version before"}`);

function comparedTable() {
  const compared = data.compared;
  if (!compared) return null;
  const licence = each => (each.oldLicense || each.newLicense ? [each.oldLicense ?? "", each.oldLicense && each.newLicense ? " → " : "", each.newLicense ?? ""].join("") : "");
  return [
    el("p", {}, `${number.format(compared.old.bytes)} → ${exact(compared.new.bytes)} unzipped`, compared.growthBytes ? ` (${signed(0, compared.growthBytes)})` : " (no difference)",
      compared.old.zipBytes && compared.new.zipBytes ? `, ${number.format(compared.old.zipBytes)} → ${exact(compared.new.zipBytes)} zipped` : "", ". ", fileCounts(compared.counts)),
    compared.distributions.length > 0 ? table("Distributions that differ", [["Distribution", ""], ["What", ""], ["Old version", ""], ["New version", ""], ["Bytes before", "number"],
      ["Bytes after", "number"], ["Difference", "number"], ["Licence", ""]], compared.distributions.map(each => [code(each.name), each.kind.toLowerCase(), each.oldVersion, each.newVersion,
        figure(each.oldBytes), figure(each.newBytes), signed(each.oldBytes, each.newBytes), licence(each) && el("bdi", {}, licence(each))])) : el("p", {}, "All distributions are the same."),
    modulesOf("lost", compared.modulesLost ?? compared.counts?.firstLost, compared.counts?.modulesLost),
    modulesOf("gained", compared.modulesGained ?? compared.counts?.firstGained, compared.counts?.modulesGained),
    compared.startup.length > 0 && table("Seconds to import, measured when each layer was built", [["Distribution", ""], ["Before", "number"], ["After", "number"]],
      compared.startup.map(each => [code(each.name), seconds(each.oldSeconds), seconds(each.newSeconds)])),
    changedFiles(),
  ];
}

const fileCounts = counts => (counts?.filesAdded === undefined ? "Single files are not compared: a manifest does not list them."
  : `Files: ${number.format(counts.filesAdded)} added, ${number.format(counts.filesRemoved)} removed, ${number.format(counts.filesChanged)} changed.`);

const modulesOf = (what, first, all) => all > 0 && [el("h3", {}, `${plural(all, "module")} ${what}, ${data.compared.modulesWereImported ? "as the probes saw" : "by the names of files"}`),
  el("details", {}, el("summary", {}, "Names"), listed(first, first.length, code, all))];

// Files that differ, those with the largest difference first; on a page about one layer the map shows what was pruned instead.
function changedFiles() {
  if (!isDifference || !columns.change || data.compared.counts?.filesAdded === undefined) return null;
  const differ = files.path.map((_, i) => i).filter(i => files.action[i] !== KEPT);
  const by = i => Math.abs(files.after[i] - files.bytes[i]);
  differ.sort((a, b) => by(b) - by(a));
  const most = 100;
  return [
    table("Files that differ, by bytes", [["File", ""], ["What", ""], ["Bytes before", "number"], ["Bytes after", "number"], ["Difference", "number"]],
      differ.slice(0, most).map(i => [fileButton(i), fates[files.action[i]][1], figure(files.bytes[i]), figure(files.after[i]), signed(files.bytes[i], files.after[i])])),
    differ.length > most && el("p", { class: "quiet" }, `and ${number.format(differ.length - most)} more; the map and the search find them`),
  ];
}

const sections = [
  ["compared", comparedTitle(), comparedTable],
  ["distributions", "Distributions", distributionsTable], ["rules", "Rules", rulesTable], ["gates", "Gates", gatesTable], ["proof", "Proof", proofText],
  ["probes", "Modules and behaviours", probesTable], ["startup", "Start-up", startupTable], ["cold", "Cold store", coldTable], ["libraries", "Shared libraries", librariesTable], ["duplicates", "Duplicates", duplicatesTable],
].map(([id, title, content]) => ({ id, title, content }));
