using System.Globalization;
using LayerPipeline.Checking.Gates;
using LayerPipeline.Measuring;
using LayerPipeline.Pruning;
using LayerPipeline.Recording;
using LayerPipeline.Reporting.Page;

namespace LayerPipeline.Cli.Tests.Report;

/// <summary>A report of made packages: alpha has a library and a test module that it imports; beta needs alpha; the rest is of any size.</summary>
internal static class MadeReport
{
    public const string TestModule = "python/alpha/stats/page_test.py";
    private const string Behaviour = "alpha/arrays";

    /// <summary>Makes it.</summary>
    /// <param name="files">How many files it has in all, at least 20.</param>
    public static ReportData Of(int files)
    {
        List<ReportFile> all = [.. Alpha(), .. Beta(), .. Others(files - 11)];
        return new ReportData
        {
            Title = "made",
            Target = "python3.13 on x86_64",
            Bytes = all.Sum(file => file.Bytes),
            BytesAfter = all.Sum(file => file.After),
            ZipBytes = all.Sum(file => file.Zipped) + 1000,
            ZipBytesAfter = all.Sum(file => file.ZippedAfter) + 900,
            Files = ReportColumns.Of(all),
            Distributions =
            [
                .. all.GroupBy(file => file.Distribution!)
                    .Select(group => new ReportDistribution
                    {
                        Name = group.Key,
                        Version = "1.0",
                        Requested = group.Key == "beta",
                        RequiredBy = group.Key == "alpha" ? ["beta"] : [],
                        Files = group.Count(),
                        Bytes = group.Sum(file => file.Bytes),
                        FilesAfter = group.Count(file => file.After > 0),
                        BytesAfter = group.Sum(file => file.After),
                    }),
            ],
            Rules =
            [
                new RuleTotal
                {
                    Rule = "tests",
                    Tier = "development",
                    Reason = "a package's own tests",
                    Removed = 3,
                    RemovedBytes = 90_000,
                    Kept = 1,
                    KeptBytes = 4000,
                },
            ],
            WhatIf =
            [
                new ReportWhatIf
                {
                    Rule = "alpha-data",
                    Reason = "sample data",
                    Breaks = "alpha.sample",
                    Files = [1],
                },
            ],
            Gates =
            [
                new GateResult
                {
                    Gate = "size",
                    Status = GateStatus.Pass,
                    Measured = "1 of 2 bytes",
                },
            ],
            Proven = true,
            Proof = new Proof
            {
                Modules = 4,
                Behaviours = 1,
                OnlyImported = ["beta"],
                FailedBefore = new Dictionary<string, string> { ["beta.broken"] = "ImportError: no" },
                Programs = new Dictionary<string, string>(),
                Environment = new Dictionary<string, string>(),
            },
            Probes = Probes(files / 4),
            Startup =
            [
                new StartupFigure
                {
                    Id = "beta",
                    Modules = ["beta"],
                    Rounds = 3,
                    Layer = 0.5,
                },
            ],
            OwnModules = [new ReportModuleTime("typing", 4.5)],
            Libraries =
            [
                new ReportLibrary
                {
                    Path = "python/alpha.libs/libopenblas.so",
                    Bytes = 9_000_000,
                    After = 8_000_000,
                },
            ],
            Duplicates = [new ReportDuplicate(5000, 2, ["python/a", "python/b"])],
        };
    }

    public static async Task<string> WriteAsync(TemporaryFolder folder, ReportData data)
    {
        var path = folder["report.html"];
        await using var stream = System.IO.File.Create(path);
        await ReportPage.WriteAsync(stream, data, CancellationToken.None);
        return path;
    }

    private static IEnumerable<ReportFile> Alpha()
    {
        yield return File("alpha", "python/alpha/__init__.py", 4000) with
        {
            UsedBy = Behaviour,
            Milliseconds = 12.5,
            Imports = [new ReportImport("python/alpha/stats/__init__.py", 3, Later: true)],
        };
        yield return File("alpha", "python/alpha/sample.csv", 300_000) with
        {
            OpenedBy = null,
        };
        yield return File("alpha", "python/alpha/stats/__init__.py", 5000) with
        {
            UsedBy = Behaviour,
            Milliseconds = 7.5,
            Imports = [new ReportImport(TestModule, 12, Later: false)],
        };
        yield return File("alpha", TestModule, 400_000) with
        {
            Rule = "tests",
            Reason = "imported at module level by alpha/stats/__init__.py",
            Imports = [new ReportImport("python/alpha/__init__.py", 1, Later: false)],
        };
        yield return Gone("alpha", "python/alpha/stats/tests/test_a.py", 500_000);
        yield return Gone("alpha", "python/alpha/stats/tests/test_b.py", 40_000);
        yield return File("alpha", "python/alpha.libs/libopenblas.so", 9_000_000) with
        {
            After = 8_000_000,
            ZippedAfter = 2_500_000,
            Action = ReportAction.Changed,
            Rule = "trim",
            Reason = "without the bytes that are never loaded",
        };
        yield return Added("alpha", "python/alpha/__pycache__/__init__.cpython-313.pyc", 6000);
        yield return File("alpha", "python/alpha/kept.py", 20_000) with
        {
            Action = ReportAction.Restored,
        };
    }

    private static IEnumerable<ReportFile> Beta()
    {
        yield return File("beta", "python/beta/__init__.py", 3000) with
        {
            Milliseconds = 30,
            Imports = [new ReportImport("python/alpha/__init__.py", 2, Later: false)],
        };
        yield return Gone("beta", "python/beta/tests/test_beta.py", 30_000);
    }

    /// <summary>Files of several sizes in nested folders, each importing five others.</summary>
    private static IEnumerable<ReportFile> Others(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var file = File($"other-{i % 15}", PathOf(i), 200 + (i * 7919 % 30_000));
            yield return (i % 5) switch
            {
                0 => Gone(file.Distribution!, file.Path, file.Bytes),
                1 => Added(file.Distribution!, file.Path, file.Bytes),
                _ => file with
                {
                    Imports =
                    [
                        .. Enumerable.Range(1, 5).Select(step => new ReportImport(PathOf((i + (step * 15)) % count), step, step > 4)),
                    ],
                },
            };
        }
    }

    private static string PathOf(int i) =>
        string.Create(CultureInfo.InvariantCulture, $"python/other_{i % 15}/part_{i / 15 % 20}/group_{i / 300 % 9}/module_number_{i}.py");

    private static ReportProbes Probes(int count)
    {
        string[] ids = [Behaviour, .. Enumerable.Range(0, count).Select(i => $"other.module{i}")];
        return new ReportProbes
        {
            Id = ids,
            Distribution = [.. ids.Select(_ => "alpha")],
            Before = [.. ids.Select((_, i) => i == 1 ? "error" : "ok")],
            After = [.. ids.Select((_, i) => i == 1 ? "error" : "ok")],
            Milliseconds = [.. ids.Select((_, i) => i / 10.0)],
            Errors = new Dictionary<string, string> { ["other.module0"] = "ImportError: no" },
        };
    }

    private static ReportFile File(string distribution, string path, long bytes) =>
        new()
        {
            Path = path,
            Distribution = distribution,
            Bytes = bytes,
            After = bytes,
            Zipped = bytes / 3,
            ZippedAfter = bytes / 3,
            OpenedBy = "alpha.stats",
        };

    private static ReportFile Gone(string distribution, string path, long bytes) =>
        File(distribution, path, bytes) with
        {
            After = 0,
            ZippedAfter = 0,
            Action = ReportAction.Removed,
            Rule = "tests",
            OpenedBy = null,
        };

    private static ReportFile Added(string distribution, string path, long bytes) =>
        File(distribution, path, bytes) with
        {
            Bytes = 0,
            Zipped = 0,
            Action = ReportAction.Bytecode,
        };
}
