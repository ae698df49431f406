using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Planning.Requests;

/// <summary>What installs the packages. JSON has <c>pip</c>, <c>uv</c>, or <c>uv==</c> with one version.</summary>
[JsonConverter(typeof(InstallerConverter))]
public sealed partial record Installer
{
    private const string Pin = "uv==";

    private Installer() { }

    /// <summary>pip of the interpreter.</summary>
    public static Installer Pip { get; } = new();

    /// <summary>uv of any version: on one machine, where it is on PATH.</summary>
    public static Installer Uv { get; } = new() { IsUv = true };

    /// <summary>Words for those without a version.</summary>
    public static IReadOnlyList<string> Words { get; } = [Pip.ToString(), Uv.ToString()];

    /// <summary>Whether it is uv.</summary>
    public bool IsUv { get; private init; }

    /// <summary>uv's version, such as <c>0.8.4</c>, where it must be this one; else null.</summary>
    public string? Version { get; private init; }

    /// <summary>The installer of a word.</summary>
    /// <param name="word">The word.</param>
    /// <returns>The installer, or null where there is none of that name, or where the version is not one version.</returns>
    public static Installer? TryParse(string word) =>
        word switch
        {
            "pip" => Pip,
            "uv" => Uv,
            _ when PinnedUv().IsMatch(word) => new Installer { IsUv = true, Version = word[Pin.Length..] },
            _ => null,
        };

    /// <summary>The word.</summary>
    public override string ToString() =>
        IsUv
            ? Version is null
                ? "uv"
                : Pin + Version
            : "pip";

    [GeneratedRegex(
        @"\Auv==[0-9]{1,9}(\.[0-9]{1,9}){1,3}((a|b|rc)[0-9]{1,9})?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        Matching.Milliseconds
    )]
    private static partial Regex PinnedUv();
}
