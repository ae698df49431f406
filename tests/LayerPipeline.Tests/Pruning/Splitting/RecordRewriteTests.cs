using System.Text;
using CsCheck;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Rules;
using LayerPipeline.Pruning.Splitting;
using LayerPipeline.Tests.Formats.Archives;
using LayerPipeline.Tests.Pruning.Deciding;

namespace LayerPipeline.Tests.Pruning.Splitting;

public sealed class RecordRewriteTests
{
    private const string Record = "python/pkg-1.dist-info/RECORD";

    private static readonly Dictionary<string, string> NoSuccessors = [];

    [Fact]
    public async Task Only_lines_of_files_that_are_left_stay_and_they_stay_as_they_were()
    {
        var record =
            "../../bin/tool,sha256=a,1\r\npkg/a.py,sha256=b,2\r\n\"pkg/b,c.py\",sha256=d,3\r\n\"pkg/tests/d,\"\"e\"\".py\",sha256=f,4\r\n"
            + "pkg/tests/f.py,sha256=g,5\r\npkg-1.dist-info/RECORD,,\r\n";

        var left = await RewriteAsync(record, "bin/tool", "pkg/a.py", "pkg/b,c.py", "pkg/tests/d,\"e\".py", "pkg/tests/f.py");

        left.ShouldBe("pkg/a.py,sha256=b,2\n\"pkg/b,c.py\",sha256=d,3\npkg-1.dist-info/RECORD,,\n");
    }

    [Fact]
    public async Task A_record_whose_files_are_all_left_is_not_touched() =>
        (await RewriteAsync("pkg/a.py,sha256=b,2\r\npkg-1.dist-info/RECORD,,\r\n", "pkg/a.py")).ShouldBeNull();

    [Fact]
    public async Task A_record_that_lists_bytecode_that_was_never_there_is_mended() =>
        (await RewriteAsync("pkg/a.py,,\npkg/__pycache__/a.pyc,,\n", "pkg/a.py")).ShouldBe("pkg/a.py,,\n");

    [Fact]
    public async Task Every_line_of_a_rewritten_record_names_a_file_of_the_layer() =>
        await Gen.OneOf(
                "pkg/a.py",
                "pkg/b,1.py",
                "pkg/\"q\".py",
                "pkg/tests/c.py",
                "pkg/d.h",
                "pkg/é.py",
                "../../bin/x",
                "gone.py",
                "/etc/x"
            )
            .HashSet[0, 9]
            .SampleAsync(
                async paths =>
                {
                    var lines = paths.Select(path => $"{Quoted(path)},sha256=x,1");
                    string[] files =
                    [
                        .. paths
                            .Where(path => path is not "gone.py" and not "/etc/x")
                            .Select(path => path.Replace("../../", "", StringComparison.Ordinal)),
                    ];
                    var (map, decisions) = await DecideAsync(string.Join("\r\n", lines) + "\r\n", files);

                    var changed = Rewrite(map, decisions);

                    var left = Left(decisions);
                    var listed = changed.TryGetValue(Record, out var bytes) ? [.. RecordFile.Parse(bytes).Paths] : paths.ToList();
                    listed.ShouldAllBe(path => left.Contains("python/" + path));
                    listed.Count.ShouldBe(paths.Count(path => left.Contains("python/" + path)));
                },
                iter: 300,
                threads: 1
            );

    [Fact]
    public async Task Files_belong_to_the_distribution_whose_record_names_them()
    {
        var (map, _) = await DecideAsync(
            "pkg/a.py,,\n../../bin/tool,,\n\"pkg/b,c.py\",,\n",
            "pkg/a.py",
            "bin/tool",
            "pkg/b,c.py",
            "other.py"
        );

        map.Find("python/pkg/a.py").ShouldBe("pkg");
        map.Find("python/bin/tool").ShouldBe("pkg");
        map.Find("python/pkg/b,c.py").ShouldBe("pkg");
        map.Find(Record).ShouldBe("pkg");
        map.Find("python/other.py").ShouldBeNull();
    }

    [Fact]
    public async Task Names_of_distributions_are_normalised_and_records_elsewhere_do_not_count()
    {
        var archive = new HandZip(
            new HandEntry("python/Ruamel.Yaml_x-1.2.dist-info/RECORD", "a.py,,\n"),
            new HandEntry("python/vendored/b-1.dist-info/RECORD", "b.py,,\n"),
            new HandEntry("c-1.dist-info/RECORD", "c.py,,\n"),
            new HandEntry("python/a.py"),
            new HandEntry("python/b.py"),
            new HandEntry("python/c.py")
        ).Build();

        var map = await FileOwners.ReadAsync(new MemoryFile(archive), await Reading.DirectoryAsync(archive), CancellationToken.None);

        map.Records.Keys.ShouldBe(["python/Ruamel.Yaml_x-1.2.dist-info/RECORD"]);
        map.Find("python/a.py").ShouldBe("ruamel-yaml-x");
        map.Find("python/b.py").ShouldBeNull();
        map.Find("python/c.py").ShouldBeNull();
    }

    [Fact]
    public async Task A_file_with_new_content_gets_its_new_hash_and_size()
    {
        var (map, decisions) = await DecideAsync("\"pkg/b,c.so\",sha256=old,9\r\npkg/a.py,sha256=b,2\r\n", "pkg/b,c.so", "pkg/a.py");
        var changed = new ChangedEntry(3, 3, new byte[] { 251, 255 }, Tier: null, "cut");

        var bytes = RecordRewrite.Make(
            map,
            Left(decisions),
            new Dictionary<string, ChangedEntry> { ["python/pkg/b,c.so"] = changed },
            NoSuccessors
        );

        Encoding.UTF8.GetString(bytes[Record]).ShouldBe("\"pkg/b,c.so\",sha256=-_8,3\npkg/a.py,sha256=b,2\n");
    }

    [Fact]
    public async Task A_line_about_a_file_that_was_overwritten_stays_as_it_is()
    {
        const string Other = "python/other-1.dist-info/RECORD";
        var archive = new HandZip(
            new HandEntry(Record, "core.so,,\n"),
            new HandEntry(Other, "core.so,sha256=old,9\ngone.py,,\n"),
            new HandEntry("python/core.so")
        ).Build();
        var map = await FileOwners.ReadAsync(new MemoryFile(archive), await Reading.DirectoryAsync(archive), CancellationToken.None);
        var changed = new ChangedEntry(3, 3, new byte[] { 251, 255 }, Tier: null, "cut");

        var bytes = RecordRewrite.Make(
            map,
            new HashSet<string> { Record, Other, "python/core.so" },
            new Dictionary<string, ChangedEntry> { ["python/core.so"] = changed },
            NoSuccessors
        );

        Encoding.UTF8.GetString(bytes[Record]).ShouldBe("core.so,sha256=-_8,3\n");
        Encoding.UTF8.GetString(bytes[Other]).ShouldBe("core.so,sha256=old,9\n");
    }

    [Fact]
    public async Task What_takes_the_place_of_a_file_takes_its_line_too()
    {
        var (map, _) = await DecideAsync("\"pkg/b,c.py\",sha256=x,9\r\npkg/a.py,sha256=b,2\r\n", "pkg/b,c.py", "pkg/a.py");
        var successors = new Dictionary<string, string> { ["python/pkg/b,c.py"] = "python/pkg/b,c.pyc" };

        var bytes = RecordRewrite.Make(
            map,
            new HashSet<string> { Record, "python/pkg/a.py" },
            new Dictionary<string, ChangedEntry>(),
            successors
        );

        Encoding.UTF8.GetString(bytes[Record]).ShouldBe("\"pkg/b,c.pyc\",,\npkg/a.py,sha256=b,2\n");
    }

    private static IReadOnlyDictionary<string, byte[]> Rewrite(FileOwners map, IReadOnlyList<EntryDecision> decisions) =>
        RecordRewrite.Make(map, Left(decisions), new Dictionary<string, ChangedEntry>(), NoSuccessors);

    private static HashSet<string> Left(IReadOnlyList<EntryDecision> decisions) =>
        decisions
            .Where(decision => decision.Action != EntryAction.Removed)
            .Select(decision => decision.Path)
            .ToHashSet(StringComparer.Ordinal);

    private static string Quoted(string path) =>
        path.AsSpan().ContainsAny(",\"") ? $"\"{path.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : path;

    private static async Task<string?> RewriteAsync(string record, params string[] files)
    {
        var (map, decisions) = await DecideAsync(record, files);
        return Rewrite(map, decisions).TryGetValue(Record, out var bytes) ? Encoding.UTF8.GetString(bytes) : null;
    }

    private static async Task<(FileOwners Map, IReadOnlyList<EntryDecision> Decisions)> DecideAsync(string record, params string[] files)
    {
        var archive = new HandZip([
            new HandEntry(Record) { Content = Encoding.UTF8.GetBytes(record) },
            .. files.Select(file => new HandEntry("python/" + file)),
        ]).Build();
        var directory = await Reading.DirectoryAsync(archive);
        var map = await FileOwners.ReadAsync(new MemoryFile(archive), directory, CancellationToken.None);
        var planner = new PrunePlanner(RuleSet.Shipped, new(), Evidence.None, new Dictionary<string, string>());
        return (map, planner.Decide(directory.Entries));
    }
}
