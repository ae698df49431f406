using System.Text.RegularExpressions;
using LayerPipeline.Formats.Libraries;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Probing;

namespace LayerPipeline.Checking.Libraries;

/// <summary>
/// What the probe of the untouched packages says of libraries that neither they nor the runtime have: they were hidden from the packages
/// there, so what worked does without them.
/// </summary>
internal sealed class LoadingEvidence
{
    private readonly ProbeLibraries _libraries;
    private readonly List<ProbeResult> _failed;
    private readonly List<ProbeResult> _asked;
    private readonly Dictionary<string, string> _openedBy = new(StringComparer.Ordinal);
    private readonly Func<string, string?> _distributionOf;

    private LoadingEvidence(
        ProbeReport baseline,
        ProbeLibraries libraries,
        IReadOnlyCollection<string> requested,
        IReadOnlyCollection<string> broken,
        Func<string, string?> distributionOf
    )
    {
        AcceptsBroken = broken.Count > 0;
        _libraries = libraries;
        _distributionOf = distributionOf;
        var all = baseline.Modules.Concat(baseline.Behaviours).ToList();
        _failed = [.. all.Where(result => !result.Ok)];
        var modules = baseline.Modules.Select(module => module.Id).ToHashSet(StringComparer.Ordinal);
        var needed = requested.Except(broken, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        _asked = [.. _failed.Where(result => IsAskedFor(result, needed, modules))];
        foreach (var result in all.Where(result => result.Ok && !broken.Contains(result.Distribution, StringComparer.Ordinal)))
        {
            foreach (var path in result.Opened)
            {
                _openedBy.TryAdd(path, result.Id);
            }
        }
    }

    /// <summary>Libraries that something opened by name, each with the module or the behaviour that did so first.</summary>
    public IReadOnlyDictionary<string, string> OpenedByName => _libraries.Opened;

    /// <summary>Whether the request accepts that some distributions do not work.</summary>
    public bool AcceptsBroken { get; }

    /// <summary>Takes the evidence of a report.</summary>
    /// <param name="baseline">The probe of the untouched packages, or null.</param>
    /// <param name="requested">Normalised names of the distributions that were asked for.</param>
    /// <param name="broken">Normalised names of the distributions that may be broken: what these lack stops nothing.</param>
    /// <param name="distributionOf">Normalised name of the distribution of an entry, or null.</param>
    /// <returns>The evidence; null where nothing was run, or nothing was hidden.</returns>
    public static LoadingEvidence? Of(
        ProbeReport? baseline,
        IReadOnlyCollection<string> requested,
        IReadOnlyCollection<string> broken,
        Func<string, string?> distributionOf
    ) =>
        baseline is { Libraries: { } libraries } && baseline.Modules.Count + baseline.Behaviours.Count > 0
            ? new LoadingEvidence(baseline, libraries, requested, broken, distributionOf)
            : null;

    /// <summary>Whether the untouched packages lacked a library, too. What is not a file's name is never there, and the probe does not tell of it.</summary>
    /// <param name="library">Its name.</param>
    public bool WasMissing(string library) => _libraries.Missing.Contains(library, StringComparer.Ordinal) || !LibraryName.IsValid(library);

    /// <summary>Whether the machine of the probe has a library.</summary>
    /// <param name="library">Its name.</param>
    public bool IsHere(string library) => _libraries.Here.Contains(library, StringComparer.Ordinal);

    /// <summary>What was asked for and can't work without a library.</summary>
    /// <param name="library">Its name.</param>
    /// <param name="users">Entries of the layer that need it.</param>
    /// <returns>The first such module or behaviour, or null.</returns>
    public ProbeResult? FindStopped(string library, IReadOnlyList<string> users)
    {
        var distributions = users.Select(_distributionOf).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return _asked.Find(result => Names(result, library))
            ?? _asked.Find(result => NamesNothing(result) && result.Distribution is { } own && distributions.Contains(own));
    }

    /// <summary>A module or a behaviour that works only because a library of the machine could not be hidden from it; or null.</summary>
    /// <param name="library">Its name.</param>
    /// <param name="users">Entries of the layer that need it.</param>
    public string? FindHelped(string library, IReadOnlyList<string> users) =>
        _libraries.Shown.Contains(library, StringComparer.Ordinal)
            ? users
                .Select(Foundation.Lambda.LayerTree.Below)
                .OfType<string>()
                .Select(path => _openedBy.GetValueOrDefault(path))
                .FirstOrDefault(id => id is not null)
            : null;

    /// <summary>Modules and behaviours that fail for want of a library.</summary>
    /// <param name="library">Its name.</param>
    /// <returns>Their ids, in the report's order.</returns>
    public IReadOnlyList<string> Without(string library) =>
        [.. _failed.Where(result => Names(result, library)).Select(result => result.Id)];

    private static bool Names(ProbeResult result, string library) =>
        result.Error is { } error && (error.MissingLibrary == library || HasWord(error.Message, library));

    /// <summary>Whether a text has a name that is not part of a longer one: libx.so.1 is not in libx.so.12 nor in libx.so.1.2.</summary>
    private static bool HasWord(string text, string name) =>
        Regex.IsMatch(
            text,
            $@"(?<![\w.+-]){Regex.Escape(name)}(?!\.?[\w+-])",
            RegexOptions.CultureInvariant,
            TimeSpan.FromMilliseconds(Matching.Milliseconds)
        );

    /// <summary>What Python raises where a library does not load, in a package's own words. Other errors have other causes.</summary>
    private static bool NamesNothing(ProbeResult result) =>
        result.Error is { MissingLibrary: null, MissingModule: null, MissingFile: null, Type: "ImportError" or "OSError" }
        && result.Status == "error";

    /// <summary>What importing a requested distribution means, what its users do first, and what the request itself runs.</summary>
    private static bool IsAskedFor(ProbeResult result, IReadOnlyCollection<string> requested, HashSet<string> modules) =>
        result.IsOfRequest
        || (
            result.Distribution is { } distribution
            && requested.Contains(distribution)
            && (
                modules.Contains(result.Id)
                    ? !modules.Contains(result.Id[..Math.Max(0, result.Id.LastIndexOf('.'))])
                    : result.Id.StartsWith(distribution + "/", StringComparison.Ordinal)
            )
        );
}
