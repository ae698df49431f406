namespace LayerPipeline.Tests.Pruning.Deciding.Used;

/// <summary>A package that uses some of its files in some ways, and has others that nobody needs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Uses">What its modules do, by dotted name.</param>
/// <param name="Files">Paths below the tree, and contents.</param>
internal sealed record MadePackage(string Name, IReadOnlyDictionary<string, string> Uses, IReadOnlyDictionary<string, string> Files)
{
    private static readonly string[] Aside =
    [
        "docs",
        "doc",
        "examples",
        "example",
        "demos",
        "benchmarks",
        "project/docs",
        "assets/examples/first",
        "docs/templates",
        "project/tests/generic",
    ];

    /// <summary>A file that every package has and that no package needs.</summary>
    public string Needless => Name + "/tests/test_all.py";

    /// <summary>Makes a package.</summary>
    /// <param name="number">Says which: the same number is the same package.</param>
    public static MadePackage Make(int number)
    {
        var random = new Random(number);
        var name = $"made{number}";
        var files = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [$"{name}/__init__.py"] = random.Next(2) == 0 ? "" : "VERSION = '1'\n",
            [$"{name}/tests/__init__.py"] = "",
            [$"{name}/tests/test_all.py"] = $"import {name}\n",
        };
        if (random.Next(2) == 0)
        {
            files[$"{name}/tests/data/table.csv"] = "1,2";
            files[$"{name}/.gitignore"] = "*.pyc";
            files[$"{name}/conftest.py"] = "raise ImportError('only for tests')\n";
            files[$"{name}/part.pyi"] = "V: int";
        }

        var uses = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var count = random.Next(1, 6); uses.Count < count; )
        {
            var use = Use.All[random.Next(Use.All.Count)];
            var folder = Aside[random.Next(Aside.Length)];
            // A number that no other package has: those of one distribution are told apart by their files' names.
            var own = $"{number}n{uses.Count}";
            string Fill(string text) => text.Replace("PKG", name).Replace("FOLDER", folder).Replace("NUM", own);
            files[$"{name}/m{own}.py"] = Fill(use.Code);
            foreach (var (path, content) in use.Files)
            {
                files[$"{name}/{Fill(path)}"] = Fill(content);
            }

            uses.Add($"{name}.m{own}", $"{use.Name} ({folder})");
        }

        return new MadePackage(name, uses, files);
    }
}
