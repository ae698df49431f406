using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Planning;

/// <summary>What a layer is called when a request does not say.</summary>
internal static class LayerNaming
{
    // A name is read in tables and becomes a part of object keys; Lambda would take 140.
    private const int MadeUpLength = 64;

    /// <summary>
    /// The normalised names of the packages in the order of the request, joined by <c>-</c>, as many as fit into 64 characters;
    /// where some do not, <c>-and-N-more</c>.
    /// </summary>
    public static string Name(IEnumerable<string> requested)
    {
        List<string> names = [.. requested.Distinct(StringComparer.Ordinal)];
        return JoinWhatFits(names, "-", left => $"-and-{left}-more", MadeUpLength);
    }

    /// <summary>The requirements as they are installed, and for what; at most 256 characters.</summary>
    public static string Description(IReadOnlyList<RequestedDistribution> requested, string python, string architecture)
    {
        var suffix = $" for Python {python} on {architecture}, pruned by LayerPipeline";
        List<string> names =
        [
            .. requested
                .Where(item => item.IsDirect)
                .Select(item => item.Requirement.WithoutMarker().ToString())
                .Distinct(StringComparer.Ordinal),
        ];
        return JoinWhatFits(names, ", ", MessageText.AndMore, LambdaLimits.DescriptionLength - suffix.Length) + suffix;
    }

    private static string JoinWhatFits(List<string> names, string separator, Func<int, string> rest, int length)
    {
        for (var count = names.Count; count > 0; count--)
        {
            var text = string.Join(separator, names.Take(count)) + (count < names.Count ? rest(names.Count - count) : "");
            if (text.Length <= length)
            {
                return text;
            }
        }

        return names[0][..Math.Min(names[0].Length, length)].TrimEnd('-');
    }
}
