namespace LayerPipeline.Testing;

/// <summary>
/// A program that takes uv's documented options, refuses others, notes them, installs with pip, and leaves the notes that uv leaves in
/// the place of pip's. It shows what this product asks of uv and reads afterwards, not what uv does.
/// </summary>
public sealed class StandInUv
{
    private const string Body = """
        import json, os, subprocess, sys
        here = os.path.dirname(os.path.abspath(sys.argv[0]))
        if sys.argv[1:] == ["--version"]:
            sys.exit(print("uv VERSION (stand-in)"))
        with open(os.path.join(here, "asked.json"), "w") as file:
            json.dump({"arguments": sys.argv[1:], "requirements": open("requirements.txt").read(), "hashes": os.environ.get("UV_NO_VERIFY_HASHES"),
                       "places": [os.environ.get(name) for name in ("UV_DEFAULT_INDEX", "UV_FIND_LINKS")]}, file)
        takes = {"--requirement", "--target", "--python", "--link-mode", "--constraint", "--only-binary", "--python-platform", "--python-version",
                 "--find-links", "--default-index", "--index", "--index-strategy", "--prerelease", "--allow-insecure-host"}
        assert sys.argv[1:3] == ["pip", "install"]
        values, rest = {}, sys.argv[3:]
        pip = []
        while rest:
            word = rest.pop(0)
            if word in takes:
                value = rest.pop(0)
                values[word] = value
                if word in ("--requirement", "--target", "--constraint", "--only-binary", "--find-links"):
                    pip += [word, value]
            elif word in ("--require-hashes", "--no-index"):
                pip.append(word)
            elif word not in ("--no-python-downloads", "--no-progress"):
                sys.exit(f"error: unexpected argument '{word}' found")
        done = subprocess.run([values["--python"], "-m", "pip", "install", "--no-compile", "-q", *pip], capture_output=True, text=True)
        if done.returncode:
            print("error: Hash mismatch for" if "HASHES" in done.stderr else "  x No solution found when resolving dependencies:", done.stderr, file=sys.stderr)
            sys.exit(1)
        print("warning: The package has no extra named x", file=sys.stderr)
        tree = values["--target"]
        open(os.path.join(tree, ".lock"), "w").close()
        for info in os.listdir(tree):
            if not info.endswith(".dist-info"):
                continue
            with open(os.path.join(tree, info, "INSTALLER"), "w") as file:
                file.write("uv")
            with open(os.path.join(tree, info, "uv_cache.json"), "w") as file:
                file.write("{}")
            record = os.path.join(tree, info, "RECORD")
            with open(record) as file:
                rows = [row for row in file.read().split("\n") if row and "INSTALLER" not in row]
            rows += [f"{info}/INSTALLER,sha256=5hhM4Q4mYTT9z6QB6PGpUAW81PGNFrYrdXMj4oM_6ak,2", f"{info}/uv_cache.json,,"]
            with open(record, "w") as file:
                file.write("\n".join(sorted(rows)) + "\n")
        """;

    private readonly string _folder;

    /// <summary>Puts it into a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="python">The interpreter that runs it.</param>
    public StandInUv(string folder, string python)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "stand-in.py"), BodyOf("0.8.0"));
        Script.Write(Path.Combine(folder, "uv"), $"exec {python} {Path.Combine(folder, "stand-in.py")} \"$@\"");
    }

    /// <summary>What it was asked for: its arguments and its requirements file, as JSON.</summary>
    public string Asked => File.ReadAllText(Path.Combine(_folder, "asked.json"));

    /// <summary>Packs it as a wheel that pip installs under uv's name.</summary>
    /// <param name="folder">Where the wheel goes.</param>
    /// <param name="version">Its version.</param>
    public static void WriteWheel(string folder, string version) =>
        PlainWheel.Write(folder, "uv", version, "", ($"uv-{version}.data/scripts/uv", "#!python\n" + BodyOf(version)));

    private static string BodyOf(string version) => Body.Replace("VERSION", version, StringComparison.Ordinal);

    /// <summary>This machine's environment with it on PATH.</summary>
    public string? Environment(string name) =>
        name == "PATH"
            ? _folder + Path.PathSeparator + System.Environment.GetEnvironmentVariable(name)
            : System.Environment.GetEnvironmentVariable(name);
}
