using Xunit;

namespace LayerPipeline.Tests.Planning.Requests;

/// <summary>Requests that must be refused: the JSON, the field that is named, a part of the message.</summary>
internal static class BadRequests
{
    public static TheoryData<string, string, string> Json { get; } =
        new()
        {
            { "", "request", "malformed JSON at line 1, column 1: the text ends before the request does" },
            { "{ \"packages\": [\"numpy\"]", "request", "malformed JSON at line 1, column 24: the text ends before" },
            { "{\n  \"packages\": [\"numpy\"],\n}", "request", "malformed JSON at line 3, column 1: '}' is not allowed here" },
            { "{ \"name\": \"\u00e4\u00f6\", \u00fc }", "request", "malformed JSON at line 1, column 17: '\u00fc' is not allowed here" },
            { "{ \"name\": \"a\nb\" }", "request", "malformed JSON at line 1, column 13: the line ends too early" },
            { "{ \"name\": \"a\u0001b\" }", "request", "malformed JSON at line 1, column 13: a control character (U+0001)" },
            { "{ \"budget\": " + new string('[', 20), "request", "nested too deeply" },
            { "{ /* all */ \"packages\": [\"numpy\"] }", "request", "without comments" },
            { "{ 'packages': ['numpy'] }", "request", "malformed JSON" },
            { "[\"numpy\"]", "request", "is a list; an object" },
            { "\"numpy\"", "request", "is a string; an object" },
            { "{}", "packages", "names no package" },
            { """{ "packages": [] }""", "packages", "names no package" },
            { """{ "requirements": "# nothing\n" }""", "packages", "names no package" },
            { """{ "packages": "numpy" }""", "packages", "is a string; a list of strings" },
            { """{ "packages": [1] }""", "packages[0]", "is a number; a string in quotes" },
            { """{ "packages": ["numpy", null] }""", "packages[1]", "omit the field" },
            { """{ "package": ["numpy"] }""", "package", "did you mean 'packages'?" },
            { """{ "packages": ["numpy"], "zzzzzz": 1 }""", "zzzzzz", "allowed here: name, packages" },
            { """{ "packages": ["numpy"], "packages": ["scipy"] }""", "packages", "is given twice" },
            {
                """{ "packages": ["numpy"], "budget": { "reserve": 1 } }""",
                "budget.reserve",
                "allowed here: reserveBytes, zipBytes, otherLayers, otherLayersBytes, besides"
            },
            { """{ "packages": ["numpy"], "prune": { "upto": "development" } }""", "prune.upto", "did you mean 'upTo'?" },
            { """{ "packages": ["numpy"], "publish": { "Description": "x" } }""", "publish.Description", "did you mean 'description'?" },
            { """{ "packages": ["numpy"], "python": 3.13 }""", "python", "is a number; a string in quotes" },
            { """{ "packages": ["numpy"], "python": "2.7" }""", "python", "allowed are 3.10, 3.11, 3.12, 3.13, 3.14" },
            { """{ "packages": ["numpy"], "python": "python3.12" }""", "python", "did you mean '3.12'?" },
            { """{ "packages": ["numpy"], "python": "3.13.1" }""", "python", "did you mean '3.13'?" },
            { """{ "packages": ["numpy"], "python": ["3.13", "3.16"] }""", "python[1]", "is not a Python version that Lambda supports" },
            { """{ "packages": ["numpy"], "python": ["3.13", "3.13"] }""", "python", "is listed twice" },
            { """{ "packages": ["numpy"], "architecture": "aarch64" }""", "architecture", "did you mean 'arm64'?" },
            { """{ "packages": ["numpy"], "architecture": "x86" }""", "architecture", "allowed are x86_64, arm64" },
            { """{ "packages": ["numpy"], "name": "" }""", "name", "is not a layer name" },
            { """{ "packages": ["numpy"], "name": "my layer" }""", "name", "letters, digits, - and _" },
            { """{ "packages": ["numpy"], "name": "../x" }""", "name", "is not a layer name" },
            { """{ "packages": ["numpy"], "name": "x\n" }""", "name", "is not a layer name" },
            { """{ "packages": ["numpy"], "name": "\ud800" }""", "name", "incomplete \\u escape" },
            { """{ "packages": ["numpy"], "allowBuild": "yes" }""", "allowBuild", "true or false without quotes" },
            { """{ "packages": ["numpy"], "budget": { "reserveBytes": -1 } }""", "budget.reserveBytes", "outside 0 to 262,144,000" },
            { """{ "packages": ["numpy"], "budget": { "reserveBytes": 262144001 } }""", "budget.reserveBytes", "outside 0 to 262,144,000" },
            {
                """{ "packages": ["numpy"], "budget": { "otherLayersBytes": -1 } }""",
                "budget.otherLayersBytes",
                "outside 0 to 262,144,000"
            },
            {
                """{ "packages": ["numpy"], "budget": { "reserveBytes": 200000000, "otherLayersBytes": 62144001 } }""",
                "budget",
                "together more than 262,144,000"
            },
            { """{ "packages": ["numpy"], "budget": { "reserveBytes": 1.5 } }""", "budget.reserveBytes", "a whole number" },
            { """{ "packages": ["numpy"], "budget": { "reserveBytes": 1e99 } }""", "budget.reserveBytes", "a whole number" },
            { """{ "packages": ["numpy"], "budget": { "zipBytes": 0 } }""", "budget.zipBytes", "a number of bytes above 0" },
            { """{ "packages": ["numpy"], "coldStore": ["scipy", "auto"] }""", "coldStore", "can't be combined with names" },
            { """{ "packages": ["numpy"], "coldStore": "Auto" }""", "coldStore", "(did you mean 'auto'?)" },
            { """{ "packages": ["numpy"], "coldStore": ["OFF"] }""", "coldStore", "(did you mean 'off'?)" },
            { """{ "packages": ["numpy"], "coldStore": ["a b"] }""", "coldStore[0]", "is not the name of a distribution" },
            { """{ "packages": ["numpy"], "coldStore": ["scipy", "SciPy"] }""", "coldStore", "is listed twice" },
            { """{ "packages": ["numpy"], "coldStore": 7 }""", "coldStore", "a string in quotes or a list of them" },
            { """{ "packages": ["numpy"], "bytecode": "hott" }""", "bytecode", "did you mean 'hot'?); allowed are hot, all, only, none" },
            { """{ "packages": ["numpy"], "prune": { "gpu": "kep" } }""", "prune.gpu", "did you mean 'keep'?); allowed are remove, keep" },
            { """{ "packages": ["numpy"], "installer": "conda" }""", "installer", "is not an installer" },
            { """{ "packages": ["numpy"], "requirementsFile": "a/../../b" }""", "requirementsFile", "has . or .. as a part" },
            { """{ "requirementsFile": "uv.lock" }""", "requirementsFile", "this request is in no folder" },
            {
                """{ "packages": ["numpy"], "runtimeProvides": "used" }""",
                "runtimeProvides",
                "did you mean 'use'?); allowed are bundle, use"
            },
            {
                """{ "packages": ["boto3"], "runtimeProvides": "use" }""",
                "runtimeProvides",
                "leaves nothing for the layer: python3.13 has boto3"
            },
            { """{ "packages": ["numpy"], "bytecode": true }""", "bytecode", "a string in quotes" },
            { """{ "packages": ["numpy"], "budget": [] }""", "budget", "is a list; an object" },
            { """{ "packages": ["numpy"], "budget": { "otherLayers": ["common"] } }""", "budget.otherLayers[0]", "arn:aws:lambda:" },
            {
                """{ "packages": ["numpy"], "budget": { "otherLayers": ["arn:aws:lambda:eu-west-1:123456789012:layer:common"] } }""",
                "budget.otherLayers[0]",
                "not the ARN of a layer version"
            },
            { """{ "packages": ["numpy"], "budget": { "otherLayers": ["a", "b", "c", "d", "e"] } }""", "budget.otherLayers", "at most 4" },
            {
                """{ "packages": ["numpy"], "budget": { "otherLayers": [], "besides": [] } }""",
                "budget.besides",
                "is the old name of budget.otherLayers"
            },
            { """{ "packages": ["numpy"], "prune": { "upTo": "developement" } }""", "prune.upTo", "did you mean 'development'?" },
            { """{ "packages": ["numpy"], "prune": { "keep": ["/etc/passwd"] } }""", "prune.keep[0]", "begins with /" },
            { """{ "packages": ["numpy"], "prune": { "keep": ["a/../b"] } }""", "prune.keep[0]", "has . or .." },
            { """{ "packages": ["numpy"], "prune": { "drop": ["a\\b"] } }""", "prune.drop[0]", "backslash" },
            { """{ "packages": ["numpy"], "prune": { "drop": [""] } }""", "prune.drop[0]", "is empty" },
            { """{ "packages": ["numpy"], "prune": { "drop": ["a//b"] } }""", "prune.drop[0]", "empty part" },
            { """{ "packages": ["numpy"], "prune": { "keep": ["a/**"], "drop": ["a/**"] } }""", "prune.drop", "also in prune.keep" },
            { """{ "packages": ["numpy"], "prune": { "upTo": "unused" } }""", "prune.upTo", "probes is empty" },
            { """{ "packages": ["numpy"], "data": ["de"] }""", "data", "is a list; an object" },
            { """{ "packages": ["numpy"], "data": { "babel-locales": "de" } }""", "data.babel-locales", "a list of strings" },
            {
                """{ "packages": ["numpy"], "data": { "babel-locales": ["de"], "babel-locales": ["fr"] } }""",
                "data.babel-locales",
                "given twice"
            },
            { """{ "packages": ["numpy"], "data": { "babel-locale": ["de"] } }""", "data", "did you mean 'babel-locales'?" },
            { """{ "packages": ["numpy"], "data": { "zzzzzzzz": ["de"] } }""", "data", "those that take names are botocore-services" },
            { """{ "packages": ["numpy"], "data": { "pyarrow-flight": ["de"] } }""", "data.pyarrow-flight", "put pyarrow/libarrow_flight" },
            { """{ "packages": ["numpy"], "data": { "babel-locales": [] } }""", "data.babel-locales", "has 0 names" },
            { """{ "packages": ["numpy"], "data": { "babel-locales": ["de", "f/r"] } }""", "data.babel-locales[1]", "is not a name" },
            { """{ "packages": ["numpy"], "environment": ["HOME=/tmp"] }""", "environment", "an object" },
            { """{ "packages": ["numpy"], "environment": { "HOME": 1 } }""", "environment.HOME", "a string" },
            { """{ "packages": ["numpy"], "environment": { "1A": "" } }""", "environment.1A", "is not the name of a variable" },
            { """{ "packages": ["numpy"], "environment": { "AWS_REGION": "eu" } }""", "environment.AWS_REGION", "Lambda sets itself" },
            { """{ "packages": ["numpy"], "environment": { "HOME": "\u0000" } }""", "environment.HOME", "contains NUL" },
            {
                $$"""{ "packages": ["numpy"], "environment": { "HOME": "{{new string('x', 4093)}}" } }""",
                "environment",
                "has 4,097 bytes in names and values"
            },
            { """{ "packages": ["numpy"], "allowBroken": "numpy" }""", "allowBroken", "a list of strings" },
            { """{ "packages": ["numpy"], "allowBroken": ["numpy", "six>=1"] }""", "allowBroken[1]", "is not the name of a distribution" },
            { """{ "packages": ["numpy"], "allowBroken": ["numpy", "NumPy"] }""", "allowBroken", "is listed twice; keep one" },
            { Listing("allowBroken", 501, "a{0}"), "allowBroken", "has 501 entries; at most 500 names" },
            { """{ "packages": ["numpy"], "systemLibraries": "libgomp" }""", "systemLibraries[0]", "neither a library's name, such as" },
            { """{ "packages": ["numpy"], "systemLibraries": ["auto", "-y.so"] }""", "systemLibraries[1]", "neither a library's name" },
            {
                """{ "packages": ["numpy"], "systemLibraries": ["libgomp.so.1", "libgomp.so.1"] }""",
                "systemLibraries",
                "is listed twice; keep one"
            },
            { Listing("systemLibraries", 51, "lib{0}.so.1"), "systemLibraries", "has 51 entries; at most 50 libraries" },
            { """{ "packages": ["numpy"], "probes": ["  "] }""", "probes[0]", "is empty" },
            { """{ "packages": ["numpy"], "probes": "import numpy" }""", "probes", "a list of strings" },
            { """{ "packages": ["numpy"], "publish": { "shareWith": ["*"] } }""", "publish.shareWith[0]", "12 digits" },
            { """{ "packages": ["numpy"], "publish": { "shareWith": [123456789012] } }""", "publish.shareWith[0]", "a string in quotes" },
            { """{ "packages": ["numpy"], "publish": { "keepVersions": 0 } }""", "publish.keepVersions", "outside 1 to 1000" },
            { """{ "packages": ["numpy"], "publish": { "keepVersions": 99999999999 } }""", "publish.keepVersions", "outside 1 to 1000" },
            { """{ "packages": ["numpy"], "publish": { "storage": "referense" } }""", "publish.storage", "did you mean 'reference'?" },
            { """{ "packages": [""] }""", "packages[0]", "is empty" },
            { """{ "packages": ["numpy pandas"] }""", "packages[0]", "a separate entry" },
            { """{ "packages": ["numpy,pandas"] }""", "packages[0]", "a separate entry" },
            { """{ "packages": ["numpy=1"] }""", "packages[0]", "a version (such as >=2)" },
            { """{ "packages": ["six", "-r requirements.txt"] }""", "packages[1]", "is a pip option" },
            { """{ "packages": ["--index-url=https://u:secret@example.org"] }""", "packages[0]", "is a pip option" },
            { """{ "packages": ["six==1 --hash=sha256:00"] }""", "packages[0]", "hashes go into \"requirements\"" },
            { """{ "packages": ["https://u:secret@example.org/x.whl"] }""", "packages[0]", "is a URL" },
            { """{ "packages": ["git+ssh://git@example.org/x"] }""", "packages[0]", "version control" },
            { """{ "packages": ["./numpy"] }""", "packages[0]", "is a path" },
            { """{ "packages": ["$(reboot)"] }""", "packages[0]", "a package's name" },
            { """{ "packages": ["numpy; reboot"] }""", "packages[0]", "unknown variable 'reboot'" },
            { """{ "packages": ["numpy==${V}"] }""", "packages[0]", "environment variable" },
            { """{ "packages": ["numpy==1", "NumPy==2"] }""", "packages[1]", "exclude each other" },
            { """{ "packages": ["numpy==1"], "requirements": "six\nnumpy>=2" }""", "requirements, line 2", "(packages[0])" },
            { """{ "packages": ["numpy"], "extras": ["excel"] }""", "extras[0]", "none of the files offers extras" },
            { """{ "packages": ["numpy"], "groups": ["a b"] }""", "groups[0]", "is not the name of a dependency group" },
            { """{ "packages": ["tomli; python_version < '3.11'"] }""", "packages", "every requirement's marker excludes it" },
            { """{ "requirements": "six\n-e ." }""", "requirements, line 2", "build a wheel of it" },
            { """{ "requirements": ["six"] }""", "requirements", "is a list; a string in quotes" },
        };

    private static string Listing(string field, int count, string name)
    {
        var names = Enumerable.Range(1, count).Select(number => '"' + name.Replace("{0}", $"{number}", StringComparison.Ordinal) + '"');
        return $$"""{ "packages": ["numpy"], "{{field}}": [{{string.Join(", ", names)}}] }""";
    }
}
