"""Takes libraries of this machine into the layer's lib folder, which is on the loader's path in Lambda.

    python probe/take.py ARGS.json RESULT.json

Arguments (JSON object):
    root              the folder of the packages; lib is filled beside it
    wanted            names as in DT_NEEDED, paths of files, and "auto" for what the packages need and the runtime lacks
    runtimeLibraries  names of the libraries that the runtime has: these are never taken
    machine           e_machine of the ELF files that are wanted: 62 for x86_64, 183 for arm64
    install           whether the system package of a library that is not there is installed first

Each library comes with what it needs in turn. The result lists what was taken, which of it was asked for by itself rather than because
another one that was taken needs it, and what was wanted and is not there. Whether a library fits the runtime is for others to judge.
Standard library only, Python 3.10 or later.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.realpath(__file__))))

from probe.libraries import NAME, Machine, TreeLibraries, lib_folder, read

AUTO = "auto"
PACKAGES = os.path.join(os.path.dirname(os.path.realpath(__file__)), "packages.json")
INSTALLERS = ("dnf", "yum")


class Taking:
    """Libraries on their way into the layer."""

    def __init__(self, args):
        self.runtime = set(args["runtimeLibraries"])
        self.number = args["machine"]
        self.installs = args.get("install") or False
        self.root = args["root"]
        self.folder = lib_folder(self.root)
        self.machine = Machine()
        self.taken = {}
        self.asked = set()
        self.absent = []

    def take(self, wanted):
        for text in wanted:
            if text == AUTO:
                for name in TreeLibraries(self.root, self.number).missing(self.runtime):
                    self.ask_name(name, AUTO)
            elif "/" in text:
                self.take_file(text)
            elif not self.ask_name(text, text):
                self.absent.append(text)
        return {
            "libraries": sorted(self.taken.values(), key=lambda each: each["name"]),
            "asked": sorted(self.asked.intersection(self.taken)),
            "absent": self.absent,
        }

    def ask_name(self, name, wanted):
        self.asked.add(name)
        return self.take_name(name, wanted)

    def take_name(self, name, wanted, beside=None):
        """Takes a library by the name that others need it by; whether it is there now."""
        if name in self.runtime or name in self.taken:
            return True
        if not NAME.match(name):
            return False
        path = self.find(name, beside) or (self.install(name) and self.find(name, beside))
        if path:
            self.put(name, path, wanted)
        return bool(path)

    def take_file(self, path):
        library = read(path)
        name = library and (library.soname or os.path.basename(path))
        if not (name and NAME.match(name)):
            self.absent.append(path)
            return
        self.asked.add(name)
        if name not in self.taken:
            self.put(name, path, path)

    def find(self, name, beside):
        """Beside a file that was given lies what it needs; else the loader knows."""
        near = os.path.join(beside, name) if beside else None
        library = read(near) if near else None
        return near if library and library.machine == self.number else self.machine.find(name, self.number)

    def put(self, name, path, wanted):
        os.makedirs(self.folder, exist_ok=True)
        target = os.path.join(self.folder, name)
        source = os.path.realpath(path)
        shutil.copyfile(source, target)
        os.chmod(target, 0o755)
        with open(target, "rb") as file:
            digest = hashlib.sha256(file.read()).hexdigest()
        entry = {"name": name, "source": source, "wanted": wanted, "sha256": digest, "bytes": os.path.getsize(target)}
        self.taken[name] = {key: value for key, value in {**entry, **package_of(source)}.items() if value}
        library = read(target)
        for needed in library.needed if library else []:
            self.take_name(needed, wanted, os.path.dirname(source) if "/" in wanted else None)

    def install(self, name):
        """Installs system packages until one brings a library; whether it is there. The rpm of a library says by itself which names it
        brings. What the installer takes for an option or an address is not the name of one, see NAME."""
        installer = next((each for each in INSTALLERS if shutil.which(each)), None)
        if not (self.installs and installer):
            return False
        with open(PACKAGES, encoding="utf-8") as file:
            known = {each["library"]: each for each in json.load(file)["libraries"]}
        packages = [known[name]["rpm"]] if name in known else []
        for package in [*packages, f"{name}()(64bit)"]:
            if self.ran(installer, package):
                self.machine = Machine()
                if self.machine.find(name, self.number):
                    return True
        return False

    def ran(self, installer, package):
        command = [installer, "install", "-y", "-q", package]
        print(*command, flush=True)
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace")
        print(done.stdout, done.stderr, sep="\n", flush=True)
        return done.returncode == 0


def package_of(path):
    """The system package that a file is of, with version and licence, as far as dpkg or rpm know."""
    for ask in (of_dpkg, of_rpm):
        try:
            found = ask(path)
        except (OSError, subprocess.SubprocessError):
            continue
        if found:
            return found
    return {}


def of_dpkg(path):
    # Where /lib is a link to /usr/lib, a package may list its files under either.
    other = path.removeprefix("/usr") if path.startswith("/usr/") else "/usr" + path
    found = [line for name in (path, other) for line in output("dpkg", "-S", name).splitlines()]
    # A line may also say that one package diverts the file of another: "diversion by PACKAGE from: /PATH".
    owners = [line.split(": /")[0].split(",")[0] for line in found if ": /" in line and not line.startswith("diversion by ")]
    line = output("dpkg-query", "-W", "-f", "${Package}\t${Version}\n", owners[0]).split("\n")[0] if owners else ""
    if line.count("\t") != 1:
        return None
    package, version = line.split("\t")
    licence = f"/usr/share/doc/{package}/copyright"
    return {"package": package, "version": version, "licenseFile": licence if os.path.exists(licence) else None}


def of_rpm(path):
    line = output("rpm", "-q", "--qf", "%{NAME}\t%{VERSION}-%{RELEASE}\t%{LICENSE}\n", "-f", path).split("\n")[0]
    if line.count("\t") != 2:
        return None
    package, version, licence = line.split("\t")
    files = output("rpm", "-q", "--licensefiles", package).split("\n")
    return {"package": package, "version": version, "license": licence, "licenseFile": next(filter(os.path.exists, files), None)}


def output(*command):
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace")
    return done.stdout.strip() if done.returncode == 0 else ""


def take(args):
    return Taking(args).take(args["wanted"])


def main(arguments):
    if len(arguments) != 2:
        sys.exit("usage: python take.py ARGS.json RESULT.json")
    with open(arguments[0], encoding="utf-8") as file:
        result = take(json.load(file))
    with open(arguments[1], "w", encoding="utf-8") as file:
        json.dump(result, file)


if __name__ == "__main__":
    main(sys.argv[1:])
