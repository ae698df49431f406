using LayerPipeline.Checking.Libraries;
using LayerPipeline.Formats.Libraries;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Probing;

namespace LayerPipeline.Checking.Gates;

/// <summary>
/// Every DT_NEEDED, and what those need in turn, is found in the layer or in the runtime. What is missing fails only where something that
/// was asked for can't work without it.
/// </summary>
internal sealed class NeededLibraryGate : IGate
{
    /// <summary>The gate's name.</summary>
    public const string GateName = "needed-libraries";

    private const int Listed = 5;

    /// <inheritdoc />
    public string Name => GateName;

    /// <inheritdoc />
    public GateSubject Subject => GateSubject.Libraries;

    /// <inheritdoc />
    public IEnumerable<GateResult> Check(LayerFacts layer)
    {
        var needed = layer.Libraries.Needed;
        var groups = needed
            .Missing.GroupBy(missing => missing.Name, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToList();
        var answers = groups.Select(group => Check(layer, group.Key, [.. group])).ToList();
        answers.AddRange(OpenedByName(layer, [.. groups.Select(group => group.Key)]));
        return answers.Count > 0 ? answers : [this.Pass($"{needed.Found.Count} found in the layer, none missing")];
    }

    private GateResult Check(LayerFacts layer, string library, IReadOnlyList<MissingLibrary> missing)
    {
        var chains = missing
            .Select(each => each.Chain)
            .OrderBy(chain => chain.Count)
            .ThenBy(chain => chain[0], StringComparer.Ordinal)
            .ToList();
        var users = chains.Select(chain => chain[^1]).Distinct(StringComparer.Ordinal).ToList();
        var more = users.Count == 1 ? "" : $" ({MessageText.AndMore(users.Count - 1).TrimStart()})";
        var needs = $"{string.Join(" → ", chains[0].Select(LayerPaths.Short))}{more} needs {library}, which";
        if (Elsewhere(layer.Libraries.Sound, library) is { } elsewhere)
        {
            return this.Warn(
                library,
                $"{needs} is in the layer as {LayerPaths.Short(elsewhere)}, where the loader does not look for it: this works only if something else has loaded it first."
            );
        }

        needs += $" is neither in the layer nor in {layer.Libraries.Runtime.Runtime}'s runtime.";
        var root = LayerPaths.Short(chains[0][0]);
        return layer.Loading is { } loading
            ? Judge(loading, layer.Lost, library, [.. chains.SelectMany(chain => chain)], needs, root)
            : this.Fail(
                library,
                $"{needs} No package was run, so it is not known whether anything works without it. To bring it, {Bring(null, library)}. "
                    + $"If nothing imports {root}, leave that out: --drop '{root}'."
            );
    }

    /// <summary>Whether anything that was asked for misses a library.</summary>
    private GateResult Judge(
        LoadingEvidence loading,
        IReadOnlySet<string> lost,
        string library,
        IReadOnlyList<string> users,
        string needs,
        string root
    )
    {
        if (lost.Contains(library) || !loading.WasMissing(library))
        {
            return this.Fail(
                library,
                $"{needs} The packages contain it, but it was removed. Take it out of prune.drop, or add --keep '**/{library}'."
            );
        }

        var bring = Bring(loading, library);
        if (loading.FindStopped(library, users) is { } stopped)
        {
            return this.Fail(library, $"{Fails(stopped)}: {needs} To bring it, {bring}.");
        }

        if (loading.FindHelped(library, users) is { } helped)
        {
            return this.Fail(
                library,
                $"{helped} works only where it was probed, because Python itself, or a library of the runtime, uses that machine's {library}: {needs} To bring it, {bring}."
            );
        }

        return Optional(loading, library, needs, $"whatever loads {root} by name");
    }

    /// <summary>What no DT_NEEDED names: it was seen only because the machine of the probe has it.</summary>
    private IEnumerable<GateResult> OpenedByName(LayerFacts layer, IReadOnlyCollection<string> told)
    {
        foreach (var (library, by) in layer.Loading?.OpenedByName.Where(pair => !told.Contains(pair.Key)) ?? [])
        {
            if (layer.Libraries.Sound.Find($"lib/{library}") is not null)
            {
                continue;
            }

            var loading = layer.Loading!;
            var opens = $"{by} opens {library} by name, which is neither in the layer nor in {layer.Libraries.Runtime.Runtime}'s runtime.";
            yield return loading.FindStopped(library, []) is { } stopped
                ? this.Fail(library, $"{Fails(stopped)}: {opens} To bring it, {Bring(loading, library)}.")
                : Optional(loading, library, opens, $"the part of {by} that uses it");
        }
    }

    private static string Fails(ProbeResult stopped) => $"{stopped.Id} {(stopped.IsBehaviour ? "fails" : "can't be imported")}";

    private GateResult Optional(LoadingEvidence loading, string library, string needs, string otherwise)
    {
        var failing = loading.Without(library);
        var lost = failing.Count == 0 ? otherwise : MessageText.List(failing, Listed);
        var works = loading.AcceptsBroken ? "works without it, or may be broken" : "works without it";
        return this.Warn(
            library,
            $"{needs} What was asked for {works}. What does not work: {lost}. If you need that, {Bring(loading, library)}."
        ) with
        {
            OptionalLibrary = library,
        };
    }

    private static string Bring(LoadingEvidence? loading, string library) =>
        LibraryAdvice.Bring(library, loading is null || loading.IsHere(library));

    private static string? Elsewhere(BinaryLayer layer, string name) =>
        layer.Libraries.FirstOrDefault(library => library.Name == name || library.SharedObjectName == name)?.Path
        ?? layer.Links.Keys.FirstOrDefault(link => LayerPaths.NameOf(link) == name && layer.Find(link) is not null);
}
