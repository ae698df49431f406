using LayerPipeline.Checking.Libraries;
using LayerPipeline.Formats.Libraries;
using LayerPipeline.Foundation.Messages;

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

        var root = LayerPaths.Short(chains[0][0]);
        needs += $" is neither in the layer nor in {layer.Libraries.Runtime.Runtime}'s runtime.";
        var bring = Bring(layer.Loading, library);
        return layer.Loading switch
        {
            null => this.Fail(
                library,
                $"{needs} No package was run, so it is not known whether anything works without it. To bring it, {bring}. "
                    + $"If nothing imports {root}, leave that out: --drop '{root}'."
            ),
            { } loading when layer.Lost.Contains(library) || !loading.WasMissing(library) => this.Fail(
                library,
                $"{needs} The packages contain it, but it was removed. Take it out of prune.drop, or add --keep '**/{library}'."
            ),
            { } loading when loading.FindStopped(library, [.. chains.SelectMany(chain => chain)]) is { } stopped => this.Fail(
                library,
                $"{stopped.Id} {(stopped.IsBehaviour ? "fails" : "can't be imported")}: {needs} To bring it, {bring}."
            ),
            { } loading when loading.FindHelped(library, users) is { } helped => this.Fail(
                library,
                $"{helped} works only where it was probed, because Python itself uses that machine's {library}: {needs} To bring it, {bring}."
            ),
            { } loading => this.Warn(
                library,
                $"{needs} What was asked for works without it. {Lost(loading.Without(library), $"whatever loads {root} by name")} If you need that, {bring}."
            ),
        };
    }

    /// <summary>What no DT_NEEDED names: it was seen only because the machine of the probe has it.</summary>
    private IEnumerable<GateResult> OpenedByName(LayerFacts layer, IReadOnlyCollection<string> told)
    {
        foreach (var (library, by) in layer.Loading?.OpenedByName.Where(pair => !told.Contains(pair.Key)) ?? [])
        {
            var bring = Bring(layer.Loading, library);
            var opens = $"{by} opens {library} by name, which is neither in the layer nor in {layer.Libraries.Runtime.Runtime}'s runtime.";
            if (layer.Libraries.Sound.Find($"lib/{library}") is not null)
            {
                continue;
            }

            yield return layer.Loading!.FindStopped(library, []) is { } stopped
                ? this.Fail(library, $"{stopped.Id} {(stopped.IsBehaviour ? "fails" : "can't be imported")}: {opens} To bring it, {bring}.")
                : this.Warn(
                    library,
                    $"{opens} What was asked for works without it. {Lost(layer.Loading.Without(library), $"the part of {by} that uses it")} If you need that, {bring}."
                );
        }
    }

    private static string Bring(LoadingEvidence? loading, string library) =>
        LibraryAdvice.Bring(library, loading is null || loading.IsHere(library));

    private static string Lost(IReadOnlyList<string> failing, string otherwise) =>
        failing.Count == 0 ? $"What does not work: {otherwise}." : $"What does not work: {MessageText.List(failing, Listed)}.";

    private static string? Elsewhere(BinaryLayer layer, string name) =>
        layer.Libraries.FirstOrDefault(library => library.Name == name || library.SharedObjectName == name)?.Path
        ?? layer.Links.Keys.FirstOrDefault(link => LayerPaths.NameOf(link) == name && layer.Find(link) is not null);
}
