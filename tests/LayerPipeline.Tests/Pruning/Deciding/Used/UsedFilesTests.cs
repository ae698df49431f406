using System.Text.Json;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Rules;
using LayerPipeline.Tests.Probing;

namespace LayerPipeline.Tests.Pruning.Deciding.Used;

/// <summary>Packages that use files in every way that evidence knows: called, not only imported, they behave as before.</summary>
public sealed class UsedFilesTests : IDisposable
{
    private const string Caller = """
        import importlib, json, os, sys
        tree, names = sys.argv[1], json.load(open(sys.argv[2]))
        sys.path.insert(0, tree)
        def call(name):
            try:
                return repr(importlib.import_module(name).use())
            except BaseException as error:
                return f"{type(error).__name__}: {error}"
        json.dump({name: call(name).replace(tree, "TREE") for name in names}, open(sys.argv[3], "w"))
        """;

    private readonly ProbeTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public void A_package_whose_functions_are_all_called_behaves_as_the_untouched_one()
    {
        List<MadePackage> packages = [.. Enumerable.Range(0, Effort.Rounds(quick: 60, all: 2000)).Select(MadePackage.Make)];
        foreach (var file in packages.SelectMany(package => package.Files))
        {
            _tree.With(file.Key, file.Value);
        }

        // One process probes a distribution.
        foreach (var (i, batch) in packages.Chunk(25).Index())
        {
            _tree.WithDistribution($"batch{i}", "1", [.. batch.SelectMany(package => package.Files.Keys)]);
        }

        var modules = packages.SelectMany(package => package.Uses).ToList();
        var kept = Prune(packages);
        var pruned = _tree.Path("pruned");
        foreach (var file in packages.SelectMany(package => package.Files).Where(file => kept.Contains(file.Key)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(pruned, file.Key))!);
            File.WriteAllText(Path.Combine(pruned, file.Key), file.Value);
        }

        var before = Call(_tree.Root, modules.Select(module => module.Key));
        var after = Call(pruned, modules.Select(module => module.Key));

        modules
            .Where(module => before[module.Key] != after[module.Key])
            .Select(module => $"{module.Key} {module.Value}: {before[module.Key]}, then {after[module.Key]}")
            .ShouldBeEmpty();
        before.Where(pair => pair.Value.Contains("Error:")).ShouldBeEmpty();
        packages.Count(package => kept.Contains(package.Needless)).ShouldBe(0);
    }

    private HashSet<string> Prune(IReadOnlyList<MadePackage> packages)
    {
        var baseline = _tree.Probe(_tree.Arguments with { Proposed = RuleSet.Shipped.Patterns });
        var planner = new PrunePlanner(RuleSet.Shipped, new PruneRequest(), new Evidence(baseline), new Dictionary<string, string>());
        return planner
            .Decide([
                .. packages.SelectMany(package => package.Files).Select(file => Decisions.Entry("python/" + file.Key, file.Value.Length)),
            ])
            .Where(decision => decision.Action != EntryAction.Removed)
            .Select(decision => decision.Path["python/".Length..])
            .ToHashSet(StringComparer.Ordinal);
    }

    private Dictionary<string, string> Call(string tree, IEnumerable<string> modules)
    {
        File.WriteAllText(_tree.Path("caller.py"), Caller);
        File.WriteAllText(_tree.Path("modules.json"), JsonSerializer.Serialize(modules));
        var output = _tree.Path("results.json");
        File.Delete(output);
        var errors = Python.Run(Python.Interpreter, ["-S", "-B", _tree.Path("caller.py"), tree, _tree.Path("modules.json"), output]);
        File.Exists(output).ShouldBeTrue(errors);
        return JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(output))!;
    }
}
