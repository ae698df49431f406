using System.Text;
using CsCheck;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Probing;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Rules;
using LayerPipeline.Tests.Formats.Archives;
using LayerPipeline.Tests.Formats.Elf;
using LayerPipeline.Tests.Pipeline;
using LayerPipeline.Tests.Pruning;
using LayerPipeline.Tests.Pruning.Deciding;

namespace LayerPipeline.Tests.Pruning;

/// <summary>Runs that stand before Prune.</summary>
internal static class RawRun
{
    private const string Record = "pkg-1.dist-info/RECORD";

    private static readonly Gen<string> Name = Gen.Select(
        Gen.OneOf("", "pkg/", "pkg/tests/", "tests/", "pkg/sub/", "pkg/docs/", "pkg/__pycache__/"),
        Gen.OneOf("a.py", "b.py", "a,b.py", "c.h", "d.pyi", "LICENSE", "data.csv", "test_x.py", "e.cpython-313.pyc", "数.txt"),
        (folder, name) => folder + name
    );

    private static readonly Gen<TreeFile> File = Gen.Select(
        Name,
        Gen.Byte.Array[0, 60],
        Gen.Int[0, 40],
        Gen.Bool,
        (name, content, times, executable) =>
            new TreeFile(name, [.. Enumerable.Repeat(content, times).SelectMany(bytes => bytes)], executable, Target: null)
    );

    /// <summary>Libraries that can be trimmed, some of them the same.</summary>
    private static readonly Gen<TreeFile> Library = Gen.Select(
        Gen.OneOf("pkg/", "pkg/sub/", "pkg.libs/", "tests/"),
        Gen.OneOf("liba.so.1", "libb.so", "c.so", "damaged.so"),
        Gen.Int[0, 2],
        (folder, name, kind) =>
        {
            var content = new ElfBuilder { TailJunk = 0x900 * kind, MiddleJunk = 0x3000 }.Build();
            return new TreeFile(folder + name, name == "damaged.so" ? content[..200] : content, Executable: true, Target: null);
        }
    );

    /// <summary>Trees of a package with tests, headers, bytecode, libraries, and a RECORD that names some of it.</summary>
    public static Gen<IReadOnlyList<TreeFile>> Trees { get; } =
        Gen.Select(
            File.List[0, 14],
            Library.List[0, 4],
            Gen.Int[0, 14],
            (files, libraries, listed) =>
            {
                var unique = files.Concat(libraries).DistinctBy(file => file.Name, StringComparer.Ordinal).ToList();
                return (IReadOnlyList<TreeFile>)[.. unique, RecordOf(unique.Take(listed))];
            }
        );

    public static TreeFile Plain(string name, string content = "") =>
        new(name, Encoding.UTF8.GetBytes(content), Executable: false, Target: null);

    public static TreeFile RecordOf(IEnumerable<TreeFile> files) =>
        Plain(Record, string.Concat(files.Select(file => $"\"{file.Name}\",sha256=x,{file.Content.Length}\r\n")) + Record + ",,\r\n");

    public static async Task<MemoryRun> OfAsync(
        IEnumerable<TreeFile> files,
        Baseline? baseline = null,
        PruneRequest? prune = null,
        LayerRequest? request = null
    )
    {
        using var raw = new MemoryStream();
        var writer = new ZipWriter(raw);
        foreach (var file in files.OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            var mode = file.Executable ? UnixMode.Executable : UnixMode.File;
            await writer.WriteAsync(DeflatedEntry.Make("python/" + file.Name, mode, file.Content), CancellationToken.None);
        }

        await writer.FinishAsync(CancellationToken.None);
        return await OfAsync(raw.ToArray(), baseline, prune, request);
    }

    public static async Task<MemoryRun> OfAsync(
        byte[] raw,
        Baseline? baseline = null,
        PruneRequest? prune = null,
        LayerRequest? request = null
    )
    {
        request ??= new LayerRequest { Packages = ["pkg"], Prune = prune ?? new PruneRequest() };
        var plan = new Planner().Plan(request, new DateOnly(2026, 11, 22))[0];
        var run = new MemoryRun().With(RunFiles.Raw, raw);
        await run.WriteJsonAsync(RunFiles.Plan, plan, PlanningJson.Default.BuildPlan, CancellationToken.None);
        await run.WriteJsonAsync(
            RunFiles.Baseline,
            (baseline ?? new Baseline()).Report,
            ProbingJson.Default.ProbeReport,
            CancellationToken.None
        );
        return run;
    }

    public static Task<PruneReport> PruneAsync(this MemoryRun run, PruneOptions? options = null, RuleSet? rules = null) =>
        new PruneStep(rules ?? RuleSet.Shipped).RunAsync(run, options ?? PruneOptions.Default, CancellationToken.None);
}
