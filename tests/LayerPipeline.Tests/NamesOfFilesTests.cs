using System.Text.RegularExpressions;

namespace LayerPipeline.Tests;

/// <summary>What a file is, its content says. Where names decide, because the import system or the loader goes by them, is one file.</summary>
public sealed class NamesOfFilesTests
{
    /// <summary>The one file, the gate for the suffixes that a version of Python looks for, and the names of the probe's own scripts.</summary>
    private static readonly string[] Allowed =
    [
        "Formats/Packaging/ImportNames.cs",
        "Checking/Gates/ExtensionTagGate.cs",
        "Probing/ProbeScript.cs",
    ];

    private static readonly Regex Suffix = new(
        """\.(so|a|o|la|py|pyc|pyo|pyd|dll|exe|dylib|lib|obj)["']|\.so\.?\*?["']|\\\.(so|a|py|pyc)[(\\)]""",
        RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(10)
    );

    [Fact]
    public void Only_the_files_that_are_listed_go_by_the_ending_of_a_name()
    {
        var domain = Path.Combine(Repository.Root, "src", "LayerPipeline");
        var found = Directory
            .EnumerateFiles(domain, "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(domain, path).Replace('\\', '/'))
            .Where(path => !path.StartsWith("obj/", StringComparison.Ordinal) && !path.StartsWith("bin/", StringComparison.Ordinal))
            .Except(Allowed)
            .SelectMany(path => File.ReadLines(Path.Combine(domain, path)).Select(line => (Name: path, Line: line.Trim())))
            .Where(line => !line.Line.StartsWith("//", StringComparison.Ordinal) && GoesByEnding(line.Line))
            .Select(line => $"{line.Name}: {line.Line}");

        found.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("name.EndsWith(\".so\", StringComparison.Ordinal)", true)]
    [InlineData("""[GeneratedRegex(@"\.so(\.[0-9]+)*\z")]""", true)]
    [InlineData("path + \".py\"", true)]
    [InlineData("name.Contains(\".so.\", StringComparison.Ordinal)", true)]
    [InlineData("Directory.GetFiles(path, \"lib*.so*\")", true)]
    [InlineData("file.Name.EndsWith('/')", false)]
    [InlineData("\"plan.json\"", false)]
    public void The_scan_finds_an_ending_where_there_is_one(string line, bool isFound) => GoesByEnding(line).ShouldBe(isFound);

    private static bool GoesByEnding(string line) => Suffix.IsMatch(line);
}
