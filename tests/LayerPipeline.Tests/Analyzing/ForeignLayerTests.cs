using System.Text;
using LayerPipeline.Analyzing;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Pruning.Rules;
using LayerPipeline.Tests.Formats.Archives;
using LayerPipeline.Tests.Formats.Elf;

namespace LayerPipeline.Tests.Analyzing;

/// <summary>
/// A layer of the shape that the npm package @aws-cdk/asset-awscli-v1 2.2.296 has: written by zip(1), with entries for folders, the
/// packages in a folder of their own, scripts that RECORD puts elsewhere, and a program at the top that no RECORD lists.
/// </summary>
public sealed class ForeignLayerTests
{
    [Fact]
    public async Task Its_packages_and_distributions_are_found()
    {
        var analysis = await AnalyzeAsync();

        analysis.Folder.ShouldBe("awscli/");
        (analysis.Python, analysis.Architecture).ShouldBe(("3.11", "x86_64"));
        analysis.BytesOutside.ShouldBe(0);
        analysis
            .Distributions.Select(each => (each.Name, each.Version, each.Files))
            .ShouldBe(
                [("pyyaml", "6.0.3", 4), ("awscli", "1.46.2", 9), ("six", "1.17.0", 5), ("aws", null, 1), ("LICENSE", null, 1)],
                ignoreOrder: true
            );
        analysis.Entries.ShouldBe(20);
        analysis.Distributions.Sum(each => each.Bytes).ShouldBe(analysis.Bytes);
    }

    [Fact]
    public async Task Rules_see_its_packages_as_those_of_a_layer()
    {
        var tiers = (await AnalyzeAsync()).Tiers.ToDictionary(tier => tier.Tier, tier => tier.Parts, StringComparer.Ordinal);

        Files(tiers["residue"]).ShouldBe([("bytecode", 1), ("installer", 3), ("scripts", 2)]);
        Files(tiers["development"]).ShouldBe([("documentation", 1), ("examples", 1)]);
        Files(tiers["trim"]).ShouldBe([("libraries", 1)]);
        tiers["data"].ShouldContain(part => part.Name == "awscli-services" && part.Files == 1);
    }

    [Fact]
    public async Task Same_files_of_several_distributions_are_found_under_the_names_that_they_have() =>
        (await AnalyzeAsync()).Duplicates.ShouldHaveSingleItem().Paths.ShouldBe(["awscli/LICENSE", "awscli/six-1.17.0.dist-info/LICENSE"]);

    private static IEnumerable<(string, int)> Files(IReadOnlyList<SavingPart> parts) =>
        parts.Select(part => (part.Name, part.Files)).Order();

    private static async Task<LayerAnalysis> AnalyzeAsync()
    {
        var zip = new HandZip([.. Entries()]).Build();
        var opened = await AnalyzedArchive.OpenAsync(new MemoryFile(zip), TestContext.Current.CancellationToken);
        return await new LayerAnalyzer(RuleSet.Shipped).AnalyzeAsync(
            "layer.zip",
            opened,
            probe: null,
            TestContext.Current.CancellationToken
        );
    }

    private static IEnumerable<HandEntry> Entries()
    {
        (string Path, byte[] Content)[] files =
        [
            .. Installed(
                "six-1.17.0",
                [("six.py", "import sys"), ("six-1.17.0.dist-info/LICENSE", "Copyright"), ("six-1.17.0.dist-info/INSTALLER", "pip")]
            ),
            ("__pycache__/six.cpython-311.pyc", [0xa7, 0x0d, (byte)'\r', (byte)'\n', .. new byte[40]]),
            .. Installed(
                "awscli-1.46.2",
                [
                    ("awscli/__init__.py", "__version__ = '1.46.2'"),
                    ("awscli/botocore/data/ec2/2016-11-15/service-2.json", "{}"),
                    ("awscli/data/cli.json", "{ }"),
                    ("awscli/examples/ec2/run.rst", "**Example**"),
                    ("awscli/doc/index.rst", "Index"),
                    ("bin/aws", "#!/usr/bin/python3.11\n"),
                    ("bin/rst2html.py", "#!/usr/bin/python3.11\nimport docutils"),
                    ("awscli-1.46.2.dist-info/INSTALLER", "pip\n"),
                ]
            ),
            .. Installed("pyyaml-6.0.3", [("yaml/__init__.py", "import _yaml"), ("pyyaml-6.0.3.dist-info/INSTALLER", "pip\n\n")]),
            ("yaml/_yaml.cpython-311-x86_64-linux-gnu.so", new ElfBuilder { TailJunk = 0x3000 }.Build()),
            ("aws", Text("#!/usr/bin/env python3\nimport awscli.clidriver")),
            ("LICENSE", Text("Copyright")),
        ];
        var folders = files.SelectMany(file => Above("awscli/" + file.Path)).Distinct(StringComparer.Ordinal);
        return folders
            .Select(folder => new HandEntry(folder) { Mode = UnixMode.Folder })
            .Concat(files.Select(file => new HandEntry("awscli/" + file.Path) { Content = file.Content, Deflate = true }));
    }

    /// <summary>The files with their RECORD, in which scripts climb out of the packages' folder.</summary>
    private static IEnumerable<(string, byte[])> Installed(string distribution, (string Path, string Content)[] files)
    {
        var record = $"{distribution}.dist-info/RECORD";
        var library = distribution.StartsWith("pyyaml", StringComparison.Ordinal) ? "yaml/_yaml.cpython-311-x86_64-linux-gnu.so,,\n" : "";
        var lines = files.Select(file => $"{(file.Path.StartsWith("bin/", StringComparison.Ordinal) ? "../../" : "")}{file.Path},,\n");
        return [.. files.Select(file => (file.Path, Text(file.Content))), (record, Text(string.Concat(lines) + library + record + ",,\n"))];
    }

    private static IEnumerable<string> Above(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            yield return path[..(slash + 1)];
        }
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
