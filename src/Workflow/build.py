"""Runs in the build container: resolves a plan's requirements, or installs and probes them.

    python3 build.py resolve|install

The working folder holds plan.json; BUCKET and RUN say where results go. pip, or uv in its place, and the probe get exactly the plan's
arguments, an installer's as a list: no shell sees them. Installers, packages' build code and the probe run without this container's AWS
credentials in their environment, the probe also without root's rights. Standard library only, Python 3.10 or later.
"""

import glob
import json
import os
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile
import time
import zipfile

import uv_install

HERE = os.path.dirname(os.path.abspath(__file__))
TARGET = "python"
REPORT = "pip-report.json"
DECODER = "decoder.zip"

# The layer's folder that is on the loader's path: it lies beside the packages.
LIBRARIES = "lib"

# e_machine of ELF files.
MACHINES = {"x86_64": 62, "arm64": 183}

# The user who probes: every Linux has it, and it owns nothing.
UNPRIVILEGED = "nobody"

# Characters of pip's log that are kept when it fails; why it passed over a wheel is near the end.
LOG_LIMIT = 200_000

# Archives only carry files to the next step, which deflates again what stays: the same compressor as on one machine, so that the same
# packages give the same layer.zip, whatever zlib this image has. It knows them by the comment, ZipFormat.TransportComment.
TRANSPORT = b"layer-pipeline: for transport"
LEVEL = 1


def main(mode):
    with open("plan.json", encoding="utf-8") as file:
        plan = json.load(file)
    version = "%d.%d" % sys.version_info[:2]
    if version != plan["runtime"]["python"]:
        sys.exit(f"The image's python3 is {version}, but the plan is for {plan['runtime']['python']}.")
    with open("requirements.txt", "w", encoding="utf-8") as file:
        file.write(plan["requirementsText"])

    if mode == "resolve":
        fill(plan, ["--dry-run"])
        pins = {"resolve.json": upload(REPORT, "resolve.json")}
    else:
        pins = install(plan)
    with open("pins.json", "w", encoding="utf-8") as file:
        json.dump(pins, file)


def install(plan):
    """Packages as pip leaves them, and what their probe says. Returns the ETag of each file that was written."""
    fill(plan, [])
    leave_out(plan)
    decoder = take_decoder(plan)
    pins = {REPORT: upload(REPORT), **decoder}
    if plan["request"].get("systemLibraries"):
        absent = take_libraries(plan)
        pins["system-libraries.json"] = upload("system-libraries.json")
        if absent:
            # Prune says so as soon as it has read these two: nothing else is of use to anyone.
            print("Not there:", *absent, flush=True)
            return pins
    pins["raw.zip"] = upload(archive([(TARGET, TARGET), (LIBRARIES, LIBRARIES)], "raw.zip"))
    bytecode = probe(plan)
    pins["baseline.json"] = upload("baseline.json")
    if plan["request"]["bytecode"] != "none":
        pins["bytecode.zip"] = upload(archive([(bytecode, TARGET)], "bytecode.zip"))
    return pins


def fill(plan, more):
    """Lets the installer of the request fill the folder and write pip's report."""
    installer = plan["request"].get("installer", "pip")
    if installer == "pip":
        pip(plan, more)
    else:
        uv(plan, installer)


def pip(plan, more):
    done = run("pip", [sys.executable, "-m", "pip", *plan["pipArguments"], *more], environment())
    os.makedirs(TARGET, exist_ok=True)
    add_to_report({"said": done.stderr[-LOG_LIMIT:]})


def uv(plan, requirement):
    """Gets the version that the request names and runs it as one machine does. uv's dry run tells no files, so it installs either way."""
    run("pip", [sys.executable, "-m", "pip", *uv_install.getting(requirement)], environment(), wanted=requirement)
    variables = uv_install.environment(environment())
    done = run("uv", uv_install.command(plan), variables)
    os.makedirs(TARGET, exist_ok=True)
    with open(REPORT, "w", encoding="utf-8") as file:
        json.dump({**uv_install.report(plan, TARGET, variables), "said": uv_install.warnings(done.stderr)[-LOG_LIMIT:]}, file)


def run(name, command, variables, wanted=None):
    """Runs an installer. If it fails, what it said is the run's failure, and so is what was wanted of pip beside the packages."""
    print(*command, flush=True)
    try:
        done = subprocess.run(command, env=variables, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace")
    except OSError as error:
        done = subprocess.CompletedProcess(command, 127, "", f"{name} can't be run: {error}")
    print(done.stdout, done.stderr, sep="\n", flush=True)
    if done.returncode == 0:
        return done
    log = ""
    if os.path.exists("pip.log"):
        with open("pip.log", encoding="utf-8", errors="replace") as file:
            log = file.read()[-LOG_LIMIT:]
    said = {"output": done.stdout[-LOG_LIMIT:], "error": done.stderr[-LOG_LIMIT:], "log": log}
    failure = {"installer": name, "wanted": wanted, "exitCode": done.returncode, **said}
    with open("pip-failure.json", "w", encoding="utf-8") as file:
        json.dump(failure, file)
    upload("pip-failure.json")
    sys.exit(f"{name} exited with code {done.returncode}")


def add_to_report(facts):
    """Puts what pip's report does not have into it, so that it reaches the steps that read the report."""
    with open(REPORT, encoding="utf-8") as file:
        report = json.load(file)
    with open(REPORT, "w", encoding="utf-8") as file:
        json.dump({**report, **facts}, file)


def leave_out(plan):
    """Removes what the request leaves to the runtime, and notes it in pip's report."""
    if not plan.get("provided"):
        return
    sys.path.insert(0, HERE)
    from probe.leave import leave

    print("Left to the runtime:", *leave({"root": TARGET, "report": REPORT, "provided": plan["provided"]}), flush=True)


def take_decoder(plan):
    """Lets pip install, beside the packages, what inflates a cold store in a function, before any code of theirs has run here. Returns
    the ETag of what was written: of nothing, where pip has none, an empty one, and then the store is compressed with zlib."""
    decoder = plan.get("decoder")
    if not decoder:
        return {}
    folder, taken = "decoder", "taken"
    os.mkdir(folder)
    os.mkdir(taken)
    with open(os.path.join(folder, "requirements.txt"), "w", encoding="utf-8") as file:
        file.write(f"{decoder['package']}=={decoder['version']}\n")
    command = [sys.executable, "-m", "pip", *plan["pipArguments"]]
    done = subprocess.run(command, cwd=folder, env=environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace")
    print(done.stdout, done.stderr, sep="\n", flush=True)
    if done.returncode != 0:
        warn(
            f"coldStore: pip has no {decoder['package']} {decoder['version']}, with which a function inflates Zstandard, so the cold store "
            "is compressed with zlib: about half as large again, and slower to inflate"
        )
        return {DECODER: ""}
    tree = os.path.join(folder, TARGET)
    licenses = os.path.join(tree, decoder["licenseFiles"])
    for path in [*glob.glob(os.path.join(tree, decoder["module"] + ".*.so")), *(os.path.join(licenses, name) for name in os.listdir(licenses))]:
        shutil.copy(path, taken)
    return {DECODER: upload(archive([(taken, "")], DECODER))}


def warn(text):
    """Adds to what pip warned of, which the user is told."""
    with open(REPORT, encoding="utf-8") as file:
        said = json.load(file).get("said", "")
    add_to_report({"said": f"{said}\nWARNING: {text}\n"})


def take_libraries(plan):
    """Copies libraries of this image, which is the runtime's own system with more packages, into the layer's lib folder. What is not
    there is installed first, before any code of a package has run. Returns what the request names and is not there all the same."""
    sys.path.insert(0, HERE)
    from probe.take import take

    names = plan["probeArguments"]["runtimeLibraries"]
    wanted = plan["request"]["systemLibraries"]
    wanted = [wanted] if isinstance(wanted, str) else wanted  # A list of one is written without brackets.
    root = os.path.abspath(TARGET)
    taken = take({"root": root, "wanted": wanted, "runtimeLibraries": names, "machine": MACHINES[plan["architecture"]], "install": True})
    for each in taken["libraries"]:
        print("Taken:", each["name"], "of", each.get("package", each["source"]), each.get("version", ""), flush=True)
    with open("system-libraries.json", "w", encoding="utf-8") as file:
        json.dump(taken, file)
    return taken["absent"]


def probe(plan):
    """Probes the tree as pip left it: as a user without rights, as functions run, where that can be.
    Returns the folder that has the bytecode of its sources."""
    place = tempfile.mkdtemp()
    os.chmod(place, 0o755)
    root, scratch, bytecode, result = (os.path.join(place, name) for name in (TARGET, "scratch", "bytecode", "result"))
    shutil.move(TARGET, root)
    if os.path.isdir(LIBRARIES):
        shutil.move(LIBRARIES, os.path.join(place, LIBRARIES))
    shutil.copytree(os.path.join(HERE, "probe"), os.path.join(place, "probe"))
    for folder in (scratch, bytecode, result):
        os.mkdir(folder)
    arguments, report = os.path.join(place, "probe-arguments.json"), os.path.join(result, "baseline.json")
    with open(arguments, "w", encoding="utf-8") as file:
        json.dump(probe_arguments(plan, root, scratch, bytecode), file)
    make_readable(place)
    account, user = unprivileged(place, (scratch, bytecode, result))
    print("The probe runs as", user["name"], user.get("reason", ""), flush=True)
    command = [sys.executable, "-I", "-B", os.path.join(place, "probe"), arguments, report]
    code = subprocess.run(command, cwd=place, env=environment("PIP_"), stdin=subprocess.DEVNULL, **account).returncode
    if code != 0 or not os.path.exists(report):
        sys.exit(f"The probe of the untouched packages exited with code {code}: code of a package ended or killed its process.")
    with open(report, encoding="utf-8") as source, open("baseline.json", "w", encoding="utf-8") as target:
        json.dump({**json.load(source), "user": user}, target)
    return bytecode


def make_readable(place):
    """The modes that the archive has, and so the layer."""
    for parent, folders, names in os.walk(place):
        os.chmod(parent, 0o755)
        for path in (os.path.join(parent, name) for name in names):
            if not os.path.islink(path):
                os.chmod(path, file_mode(os.stat(path).st_mode))


def file_mode(mode):
    return 0o755 if mode & 0o111 else 0o644


def unprivileged(place, folders):
    """What starts a process as a user without rights who owns these folders, and who that is; or nothing, and why not."""
    if os.geteuid() != 0:
        return {}, {"name": str(os.geteuid())}
    try:
        entry = pwd.getpwnam(UNPRIVILEGED)
        account = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
        trial = [sys.executable, "-I", "-B", "-c", "import os, sys; os.listdir(sys.argv[1])", place]
        done = subprocess.run(trial, cwd=place, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", **account)
        if done.returncode != 0:
            return {}, {"name": "root", "reason": f"{UNPRIVILEGED} can't run Python: {done.stderr.strip()[-500:]}"}
        for folder in folders:
            os.chown(folder, entry.pw_uid, entry.pw_gid)
        return account, {"name": UNPRIVILEGED}
    except (KeyError, OSError, subprocess.SubprocessError) as error:
        return {}, {"name": "root", "reason": f"{UNPRIVILEGED} can't run Python: {error}"}


def probe_arguments(plan, root, scratch, bytecode):
    """The plan's arguments, completed with the paths of this machine."""
    return {**plan["probeArguments"], "mode": "baseline", "root": root, "scratch": scratch, "pycache": bytecode}


def archive(folders, name):
    """A zip of folders, each with its name in there, in the order of one machine's: by UTF-16."""
    named = []
    for folder, prefix in folders:
        for parent, inner, names in os.walk(folder):
            links = [item for item in inner if os.path.islink(os.path.join(parent, item))]
            paths = [os.path.join(parent, item) for item in [*names, *links]]
            named.extend((os.path.join(prefix, os.path.relpath(path, folder)), path) for path in paths)
    named.sort(key=lambda each: each[0].encode("utf-16-be", "surrogatepass"))
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as output:
        output.comment = TRANSPORT
        for entry, path in named:
            add(output, entry, path)
    return name


def add(output, entry, path):
    """By name: of an entry that is made beforehand, zipfile ignores the archive's level. What is set afterwards is in the directory."""
    state = os.lstat(path)
    if stat.S_ISLNK(state.st_mode):
        mode = 0o120777
        with output.open(entry, "w") as target:
            target.write(os.fsencode(os.readlink(path)))
    else:
        mode = stat.S_IFREG | file_mode(state.st_mode)
        with open(path, "rb") as source, output.open(entry, "w", force_zip64=state.st_size >= 1 << 31) as target:
            shutil.copyfileobj(source, target, 1 << 20)
    output.getinfo(entry).external_attr = mode << 16


def upload(path, name=None):
    """Puts a file into the run's folder; returns its ETag, by which later steps recognise this very file."""
    key = f"runs/{os.environ['RUN']}/{name or os.path.basename(path)}"
    command = ["aws", "s3api", "put-object", "--bucket", os.environ["BUCKET"], "--key", key, "--body", path, "--output", "json"]
    for wait in (2, 4, None):
        try:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
            problem = done.stderr.strip()
        except OSError as error:
            done, problem = None, str(error)
        if done and done.returncode == 0:
            return json.loads(done.stdout)["ETag"]
        if wait is None:
            sys.exit(f"{key} could not be written: {problem}")
        time.sleep(wait)


def environment(*more):
    """The variables of this process, except those that a package's code could use to act as this build or has no need to see."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "CODEBUILD_", *more))}


if __name__ == "__main__":
    main(sys.argv[1])
