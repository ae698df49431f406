namespace LayerPipeline.Cli.Tests;

/// <summary>The table of bad inputs; the files that they name are those of <see cref="BadInputFiles"/>.</summary>
internal static class BadInputs
{
    private const int Bad = 2;
    private const int Gate = 3;
    private const string Pip = "build --interpreter {python} --python {minor} --find-links wheels --no-index --output out/x ";
    private const string Fake = "--interpreter ./python3.9-fake --python 3.13 --unproven --no-index";

    public static IReadOnlyDictionary<string, BadInput> All { get; } =
        new Dictionary<string, BadInput>(StringComparer.Ordinal)
        {
            ["unknown command"] = new(Bad, "biuld alpha", "'biuld' is not a command (did you mean 'build'?)", "--help' lists"),
            ["unknown option"] = new(Bad, "verify layer.zip --python 3.13 --frob", "'--frob'", "verify --help' lists"),
            ["misspelt option"] = new(Bad, "build alpha --pyhton 3.13", "'--pyhton' is not an option of build", "did you mean '--python'?"),
            ["option of pip"] = new(Bad, "build alpha --user", "'--user' is not an option of build", "pip's own configuration"),
            ["option without value"] = new(Bad, "build alpha --python", "argument missing for option: '--python'", "build --help' lists"),
            ["text for a number"] = new(Bad, "build alpha --reserve-bytes many", "'many' is not a whole number", "such as 20000000"),
            ["no archive"] = new(Bad, "verify --python 3.13", "argument 'layer.zip' missing", "verify --help' lists"),
            ["no Python for verify"] = new(Bad, "verify layer.zip", "'--python' is required", "verify --help' lists"),
            ["no path to restore"] = new(Bad, "restore run", "argument 'paths' missing", "restore --help' lists"),
            ["no package"] = new(Bad, "build", "No package is given", "a requirements file (-r)"),

            ["malformed requirement"] = new(Bad, "build alpha=1", "packages[0]: 'alpha=1'", "a version (such as >=2)"),
            ["two packages in one"] = new(Bad, "build |alpha beta|", "'alpha beta'", "a separate entry"),
            ["URL"] = new(Bad, "build https://example.org/a.whl", "is a URL", "--find-links"),
            ["path"] = new(Bad, "build alpha ./beta", "packages[1]: './beta' is a path", "--find-links"),
            ["version control"] = new(Bad, "build git+https://example.org/a", "version control", "Build a wheel"),
            ["one package twice"] = new(Bad, "build alpha==1 Alpha==2", "exclude each other", "change one of them"),
            ["unknown Python"] = new(Bad, "build alpha --python 2.7", "'2.7' is not a Python version that Lambda supports", "allowed are"),
            ["patch version"] = new(Bad, "build alpha --python 3.13.1", "'3.13.1'", "did you mean '3.13'?"),
            ["unknown architecture"] = new(
                Bad,
                "build alpha --architecture mips",
                "'mips' is not an architecture that Lambda supports",
                "allowed are x86_64"
            ),
            ["name with a space"] = new(Bad, "build alpha --name |a b|", "'a b' is not a layer name", "letters, digits, - and _"),
            ["reserve above the limit"] = new(Bad, "build alpha --reserve-bytes 262144001", "'262144001' is outside", "0 to 262,144,000"),
            ["negative reserve"] = new(Bad, "build alpha --reserve-bytes -1", "'-1' is outside", "0 to 262,144,000"),
            ["unknown tier"] = new(Bad, "build alpha --up-to developmnt", "'developmnt' is not a tier", "did you mean 'development'?"),
            ["glob from the root"] = new(Bad, "build alpha --keep /etc", "begins with /", "a path below python/"),
            ["kept and dropped"] = new(Bad, "build alpha --keep a --drop a", "also in prune.keep", "remove it from one"),
            ["names without a rule"] = new(Bad, "build alpha --data de,fr", "'de,fr' is not a rule with names", "RULE=NAME,NAME"),
            ["unknown rule"] = new(
                Bad,
                "build alpha --data babel-local=de",
                "'babel-local' is not a rule",
                "did you mean 'babel-locales'?"
            ),
            ["unused without probes"] = new(Bad, "build alpha --up-to unused", "probes is empty", "give at least one"),
            ["empty probe"] = new(Bad, "build alpha --probe ||", "--probe: the value is empty", "build --help' says"),
            ["empty output"] = new(Bad, "build alpha -o ||", "--output: the value is empty", "build --help' says"),
            ["summary into no folder"] = new(
                Bad,
                "build alpha --no-index -f wheels --summary none/page.md",
                "--summary: there is no folder",
                "Make it, or give another file"
            ),
            ["summary in the output folder"] = new(
                Bad,
                "build alpha --no-index -f wheels -o new --summary new/page.md",
                "--summary: 'new/page.md' is in the output folder 'new'",
                "Give a file elsewhere"
            ),
            ["summary over the request"] = new(
                Bad,
                "build --request good.json --summary good.json",
                "--summary: 'good.json' would replace 'good.json'",
                "Give another file"
            ),
            ["summary over a constraints file"] = new(
                Bad,
                "build alpha --no-index -f wheels -c nested.txt --summary nested.txt",
                "--summary: 'nested.txt' would replace 'nested.txt'",
                "Give another file"
            ),
            ["empty output after ="] = new(Bad, "build alpha --output=", "--output", "build --help'"),
            ["empty output of plan"] = new(Bad, "plan alpha -o ||", "--output: the value is empty", "plan --help' says"),
            ["empty request"] = new(Bad, "plan --request || -o new", "--request: the value is empty", "plan --help' says"),
            ["empty requirements file"] = new(Bad, "build alpha -r ||", "--requirement: the value is empty", "build --help' says"),
            ["empty package"] = new(Bad, "build alpha ||", "packages: the value is empty", "build --help' says"),
            ["empty request to start"] = new(Bad, "start || --state-machine x", "request.json: the value is empty", "start --help' says"),
            ["empty path to restore"] = new(Bad, "restore run ||", "paths: the value is empty", "restore --help' says"),

            ["no request"] = new(Bad, "build --request nowhere.json", "there is no file 'nowhere.json'", "looked in"),
            ["request is a folder"] = new(Bad, "build --request strangers", "'strangers' is a folder", "a file is needed"),
            ["malformed request"] = new(
                Bad,
                "build --request broken.json",
                "malformed JSON at line 1, column 16: the text ends",
                "{\"packages\": [\"numpy\"]}"
            ),
            ["unknown field"] = new(
                Bad,
                "build --request unknown.json",
                "pakages: is not a field of a request",
                "did you mean 'packages'?"
            ),
            ["field of another type"] = new(Bad, "build --request type.json", "allowBuild: '\"yes\"' is a string", "true or false"),
            ["request and options"] = new(
                Bad,
                "build alpha --request good.json --name x",
                "--name, packages can't be combined with it",
                "Put them into"
            ),
            ["no requirements file"] = new(Bad, "build -r nowhere.txt", "there is no file 'nowhere.txt'", "looked in"),
            ["requirements in Latin 1"] = new(
                Bad,
                "build -r latin.txt",
                "latin.txt, line ",
                "is not text in utf-8; save the file as UTF-8"
            ),
            ["requirements that name others"] = new(Bad, "build -r nested.txt", "there is no file '", "named by nested.txt"),
            ["requirements with a folder"] = new(
                Bad,
                "build -r folder.txt",
                "folder.txt, line 1: '-e' is a pip option",
                "build a wheel of it"
            ),
            ["no folder of wheels"] = new(
                Bad,
                "build alpha -f nowhere",
                "there is no folder 'nowhere'",
                "Give a folder that contains .whl files"
            ),
            ["no constraints"] = new(Bad, "build alpha -c nowhere.txt", "there is no file 'nowhere.txt'", "looked in"),

            ["no such interpreter"] = new(
                Bad,
                "build alpha --interpreter ./nowhere",
                "'./nowhere' is not a working Python 3",
                "Give the path"
            ),
            ["interpreter is no Python"] = new(Bad, "build alpha --interpreter ./no-python", "is not a working Python 3", "Give the path"),
            ["interpreter without pip"] = new(Bad, "build alpha --interpreter ./python3.13-bare", "has no pip", "-m ensurepip"),
            ["interpreter of another version"] = new(
                Bad,
                "build alpha --python 3.13 --interpreter ./python3.9-fake",
                "'./python3.9-fake' is not Python 3.13",
                "add --unproven"
            ),
            ["output is a file"] = new(Bad, $"build alpha {Fake} -o taken", "taken' is a file", "Give a folder"),
            ["output below a file"] = new(Bad, $"build alpha {Fake} -o taken/x", "taken' is a file", "Give a folder"),
            ["output holds other files"] = new(Bad, $"build alpha {Fake} -o strangers", "no build wrote: diary.txt", "another folder"),
            ["output holds a plan and other files"] = new(
                Bad,
                $"build alpha {Fake} -o project",
                "no build wrote: src/.",
                "Move the other files elsewhere"
            ),
            ["output holds another plan"] = new(
                Bad,
                $"build alpha {Fake} -o foreign",
                "plan.json, which is not the plan of a run",
                "another folder"
            ),
            ["plan over another plan"] = new(Bad, "plan alpha -o foreign", "'foreign/plan.json' would be overwritten", "another folder"),
            ["output can't be written"] = new(
                Bad,
                $"build alpha {Fake} -o /proc/nowhere/x",
                "can't create '/proc/nowhere'",
                "another folder"
            ),
            ["pip that breaks"] = new(Bad, $"build alpha {Fake} -o out/x", "has no pip", "ensurepip"),

            ["unknown package"] = new(Bad, Pip + "omega", "pip found no package for 'omega'", "Check the name"),
            ["impossible version"] = new(Bad, Pip + "alpha>=9", "alpha", "1.0"),
            ["requirements that conflict"] = new(Bad, Pip + "beta gamma", "contradict each other", "Loosen or remove"),
            ["over the budget"] = new(Gate, Pip + "alpha --reserve-bytes 262143999", "too large", "lower budget.reserveBytes"),
            ["probe that needs a dropped file"] = new(
                Gate,
                Pip + "alpha --drop alpha/extra.py --probe |import alpha.extra|",
                "No module named 'alpha.extra'",
                "Next: "
            ),

            ["-r: an endless file"] = new(
                Bad,
                "plan -r /dev/zero -o endless",
                "'/dev/zero' has more than the 16,777,216 bytes",
                "Is it the right file?"
            ),
            ["verify: no file"] = new(Bad, "verify nowhere.zip --python 3.13", "there is no file 'nowhere.zip'", "looked in"),
            ["verify: a folder"] = new(Bad, "verify strangers --python 3.13", "'strangers' is a folder", "a file is needed"),
            ["verify: no zip"] = new(Bad, $"verify latin.txt {FakeVerify}", "latin.txt' is refused", "Create it again"),
            ["verify: truncated zip"] = new(Bad, $"verify truncated.zip {FakeVerify}", "truncated", "Create it again"),
            ["verify: zip slip"] = new(Bad, $"verify slip.zip {FakeVerify}", "python/../../evil.py", "Names must be relative"),
            ["verify: nothing below python/"] = new(
                Gate,
                $"verify flat.zip {FakeVerify}",
                "No entry is below python/",
                "a folder named python"
            ),
            ["verify: over the budget"] = new(
                Gate,
                $"verify layer.zip {FakeVerify} --reserve-bytes 262143999",
                "too large",
                "lower budget.reserveBytes"
            ),
            ["verify: interpreter of another version"] = new(
                Bad,
                "verify layer.zip --python 3.13 --interpreter ./python3.9-fake -q",
                "'./python3.9-fake' is not Python 3.13 for x86_64 on Linux. Found: 3.9.1 at ./python3.9-fake (Linux, x86_64)",
                "add --unproven to check only the archive"
            ),
            ["verify: another architecture"] = new(
                Bad,
                "verify layer.zip --python 3.13 --architecture arm64 --interpreter ./python3.13-bare",
                "'./python3.13-bare' is not Python 3.13 for arm64 on Linux",
                "add --unproven"
            ),
            ["verify: unknown Python"] = new(
                Bad,
                "verify layer.zip --python 3",
                "'3' is not a Python version that Lambda supports",
                "allowed are"
            ),

            ["prune: no archive"] = new(Bad, "prune nowhere.zip --plan plan.json", "there is no file 'nowhere.zip'", "looked in"),
            ["prune: no plan"] = new(Bad, "prune layer.zip --plan nowhere.json", "there is no file 'nowhere.json'", "looked in"),
            ["prune: malformed plan"] = new(Bad, "prune layer.zip --plan broken.json -o new", "plan.json is not what", "Run the step"),
            ["prune: no evidence"] = new(Bad, "prune layer.zip --plan plan.json -o new/x", "baseline.json is missing", "--no-evidence"),
            ["prune: truncated archive"] = new(
                Bad,
                "prune truncated.zip --plan plan.json --no-evidence -o new",
                "truncated",
                "Create it again"
            ),
            ["prune: the layer itself"] = new(
                Bad,
                "prune layer.zip --plan plan.json",
                "an output of Prune and would be overwritten by it",
                "Give the raw.zip of that folder"
            ),
            ["prune: output is a file"] = new(Bad, "prune layer.zip --plan plan.json -o taken", "taken' is a file", "Give a folder"),

            ["restore: no run"] = new(
                Bad,
                "restore strangers alpha",
                "is not an output folder of build",
                "Give the folder that build wrote"
            ),
            ["restore: no match"] = new(Bad, "restore run beta", "'beta' matches no file that was removed", "python/alpha/tests"),
            ["restore: dropped"] = new(
                Bad,
                "restore run alpha/extra.py",
                "prune.drop names 'alpha/extra.py'",
                "Remove that from the request and build again"
            ),
        };

    private const string FakeVerify = "--interpreter ./python3.9-fake --python 3.13 --unproven";
}
