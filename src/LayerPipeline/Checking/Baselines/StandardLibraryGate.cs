using LayerPipeline.Checking.Gates;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Probing;

namespace LayerPipeline.Checking.Baselines;

/// <summary>
/// Whether packages hide modules of the standard library. Source of the order in which Lambda looks for modules:
/// https://docs.aws.amazon.com/lambda/latest/dg/python-package.html#python-package-searchpath.
/// </summary>
public static class StandardLibraryGate
{
    private const string Name = "standard-library";

    /// <summary>Asks the gate.</summary>
    /// <param name="hides">What the probe found.</param>
    /// <param name="mayBeBroken">Whether the request accepts that a distribution breaks others.</param>
    /// <param name="requiredBy">Names of the distributions that need another one.</param>
    /// <returns>
    /// Failed where a module is hidden that is loaded before the packages are: which of the two they get, no probe can tell. A warning
    /// where a module is hidden that the probe imported as a function does.
    /// </returns>
    public static GateResult Check(
        IReadOnlyList<HiddenModule> hides,
        Func<string, bool> mayBeBroken,
        Func<string, IReadOnlyList<string>> requiredBy
    )
    {
        var refused = hides.Where(hidden => hidden.Early && !mayBeBroken(hidden.Distribution)).ToList();
        return refused.Count > 0
            ? Answer(GateStatus.Fail, hides.Count, refused.Select(Describe))
            : Answer(hides.Count > 0 ? GateStatus.Warn : GateStatus.Pass, hides.Count, hides.Select(Describe));

        string Describe(HiddenModule hidden)
        {
            var text = StandardLibraryGate.Describe(hidden, requiredBy(hidden.Distribution));
            return hidden.Early
                ? $"{text} --allow-broken {hidden.Distribution} (allowBroken in a request) builds the layer all the same."
                : text;
        }
    }

    /// <summary>Asks the gate of a layer that exists already: whoever made it may have accepted what it hides.</summary>
    /// <param name="hides">What the probe found.</param>
    /// <returns>A warning where a module is hidden.</returns>
    public static GateResult CheckMade(IReadOnlyList<HiddenModule> hides) =>
        Answer(hides.Count > 0 ? GateStatus.Warn : GateStatus.Pass, hides.Count, hides.Select(hidden => Describe(hidden, [])));

    private static GateResult Answer(GateStatus status, int hidden, IEnumerable<string> messages) =>
        new()
        {
            Gate = Name,
            Topic = GateSubject.Probe,
            Status = status,
            Measured = $"{Plural.Of(hidden, "module", "modules")} of the standard library hidden",
            Message = string.Join("\n", messages),
        };

    private static string Describe(HiddenModule hidden, IReadOnlyList<string> requiredBy)
    {
        var why = requiredBy.Count > 0 ? $" (needed by {MessageText.List(requiredBy)})" : "";
        var text =
            $"{hidden.Distribution}{why} hides the module {hidden.Module} of the standard library, since Lambda looks into /opt/python first.";
        return hidden.Early
            ? $"{text} Python and Lambda's runtime load {hidden.Module} before the function, so no test here can tell which of the two the "
                + $"packages get. Leave {hidden.Distribution} out: what it brings is in Python itself."
            : $"{text} The packages were tried with it. What it brings is in Python itself: try to leave it out.";
    }
}
