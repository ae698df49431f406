using System.Text.Json;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Deciding;

namespace LayerPipeline.Cli.Tests;

/// <summary>The files that the table of bad inputs names.</summary>
internal static class BadInputFiles
{
    public static void Write(CliFolders folders)
    {
        folders.Write("broken.json", "{ \"packages\": [");
        folders.Write("unknown.json", """{ "pakages": ["alpha"] }""");
        folders.Write("type.json", """{ "packages": ["alpha"], "allowBuild": "yes" }""");
        folders.Write("good.json", """{ "packages": ["alpha"] }""");
        folders.Write("nested.txt", "alpha\n-r more.txt\n");
        folders.Write("folder.txt", "-e .\nalpha\n");
        folders.Write("taken", "a file");
        folders.Write("strangers/diary.txt", "not ours");
        folders.Write("project/plan.json", SmallPlan.Json());
        folders.Write("project/src/app.py", "not ours");
        folders.Write("foreign/plan.json", """{ "my": "plan" }""");
        File.WriteAllBytes(folders["latin.txt"], [.. "alpha # caf"u8, 0xE9]);
        folders.WriteScript(
            "python3.9-fake",
            "case \"$*\" in *find_spec*) echo 3.9.1 x86_64 Linux True;; *) echo No module named pip >&2; exit 1;; esac"
        );
        folders.WriteScript("python3.13-bare", "echo 3.13.1 x86_64 Linux False");
        folders.WriteScript("no-python", "exit 0");
        WriteArchives(folders);
        WriteWheels(folders);
        WriteRun(folders);
    }

    private static void WriteArchives(CliFolders folders)
    {
        SmallZip.Write(folders["layer.zip"], ("python/alpha/__init__.py", "VALUE = 1\n"), ("python/alpha/tests/test_alpha.py", ""));
        SmallZip.Write(folders["flat.zip"], ("alpha.py", ""));
        SmallZip.Write(folders["slip.zip"], ("python/../../evil.py", ""));
        File.WriteAllBytes(folders["truncated.zip"], File.ReadAllBytes(folders["layer.zip"])[..^30]);
    }

    private static void WriteWheels(CliFolders folders)
    {
        var folder = folders["wheels"];
        new MadeWheels(folder).WithPackage("alpha").WithPackage("beta", "alpha==1.0").WithPackage("gamma", "alpha==2.0");
        new MadeWheels(folder) { Version = "2.0" }.WithPackage("alpha");
    }

    private static void WriteRun(CliFolders folders)
    {
        folders.Write("plan.json", SmallPlan.Json());
        folders.Write("run/plan.json", SmallPlan.Json());
        var report = new PruneReport
        {
            RulesVersion = "1",
            Tiers = [Tier.Development.Name],
            Evidence = true,
            BytesBefore = 20,
            BytesAfter = 10,
            Rules = [],
            Distributions = [],
            Entries =
            [
                Removed("python/alpha/tests/test_alpha.py", "tests", reason: null),
                Removed("python/alpha/extra.py", PrunePlanner.DropRule, "prune.drop names 'alpha/extra.py'"),
            ],
        };
        folders.Write("run/prune.json", JsonSerializer.Serialize(report, PruningJson.Default.PruneReport));
    }

    private static EntryDecision Removed(string path, string rule, string? reason) =>
        new()
        {
            Path = path,
            Action = EntryAction.Removed,
            Rule = rule,
            Reason = reason,
            Bytes = 5,
            BytesAfter = 0,
        };
}
