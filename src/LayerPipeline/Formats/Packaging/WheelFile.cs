using System.Text.RegularExpressions;
using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Formats.Packaging;

/// <summary>What a wheel's file name says. Source: https://packaging.python.org/specifications/binary-distribution-format/.</summary>
/// <param name="Name">Name of the distribution, normalised.</param>
/// <param name="Version">Its version as it is written.</param>
/// <param name="Pythons">Tags such as <c>cp313</c> and <c>py3</c>.</param>
/// <param name="Abis">Tags such as <c>cp313</c>, <c>abi3</c>, <c>abi3t</c> and <c>none</c>.</param>
/// <param name="Platforms">Tags such as <c>manylinux_2_28_x86_64</c> and <c>any</c>.</param>
internal sealed partial record WheelFile(
    string Name,
    string Version,
    IReadOnlyList<string> Pythons,
    IReadOnlyList<string> Abis,
    IReadOnlyList<string> Platforms
)
{
    /// <summary>Its build tag, by which of two wheels with the same tags the higher is taken; empty where it has none.</summary>
    public string Build { get; init; } = "";

    /// <summary>Reads the last part of a path or URL; null where it is not a wheel.</summary>
    public static WheelFile? TryParse(string address)
    {
        var path = address.Split('?', '#')[0];
        var match = FileName().Match(Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]));
        return match.Success
            ? new WheelFile(
                RequirementName.Normalize(match.Groups["name"].Value),
                match.Groups["version"].Value,
                match.Groups["pythons"].Value.Split('.'),
                match.Groups["abis"].Value.Split('.'),
                match.Groups["platforms"].Value.Split('.')
            )
            {
                Build = match.Groups["build"].Value,
            }
            : null;
    }

    /// <summary>
    /// Whether a CPython version with the GIL can load it, for example <c>3.13</c>. <c>abi3t</c> alone is for builds without the GIL, which
    /// Lambda does not have; a wheel for both is tagged <c>abi3.abi3t</c>. Source: PEP 803, compatibility overview.
    /// </summary>
    public bool FitsPython(string python)
    {
        var minor = int.Parse(python.AsSpan(python.IndexOf('.', StringComparison.Ordinal) + 1));
        var own = $"cp3{minor}";
        return Pythons.Contains("py3")
            || (Pythons.Contains(own) && Abis.Any(abi => abi == own || abi is "abi3" or "none"))
            || (Abis.Contains("abi3") && Pythons.Any(tag => Minor(tag) is { } lowest && lowest <= minor));
    }

    /// <summary>X of its lowest <c>manylinux_2_X</c> tag for a machine, or null where it has none.</summary>
    public int? GlibcMinor(string machine)
    {
        var minors = Platforms.Select(tag => Manylinux().Match(tag)).Where(match => match.Groups["machine"].Value == machine).ToList();
        return minors.Count > 0 ? minors.Min(match => int.Parse(match.Groups["minor"].ValueSpan)) : null;
    }

    private static int? Minor(string tag) =>
        tag.StartsWith("cp3", StringComparison.Ordinal) && int.TryParse(tag.AsSpan(3), out var minor) ? minor : null;

    [GeneratedRegex(
        @"\A(?<name>[A-Za-z0-9._]+)-(?<version>[A-Za-z0-9._+!]+)(?:-(?<build>[0-9][A-Za-z0-9._]*))?-(?<pythons>[a-z0-9_.]+)-(?<abis>[a-z0-9_.]+)-(?<platforms>[a-z0-9_.]+)\.whl\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        Matching.Milliseconds
    )]
    private static partial Regex FileName();

    [GeneratedRegex(
        @"\Amanylinux_2_(?<minor>[0-9]{1,3})_(?<machine>[a-z0-9_]+)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        Matching.Milliseconds
    )]
    private static partial Regex Manylinux();
}
