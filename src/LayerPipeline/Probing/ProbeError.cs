using System.Text.Json.Serialization;

namespace LayerPipeline.Probing;

/// <summary>Why a module or a behaviour failed, with what Repair can map to files.</summary>
public sealed record ProbeError
{
    private const int SummaryCharacters = 200;

    /// <summary>Exception type, for example <c>ModuleNotFoundError</c>; <c>Signal</c> or <c>Exit</c> for a crash.</summary>
    public required string Type { get; init; }

    /// <summary>First 2,000 characters of the message.</summary>
    public required string Message { get; init; }

    /// <summary>The type and the first line of the message that is not blank, at most 200 characters of it.</summary>
    [JsonIgnore]
    public string Summary
    {
        get
        {
            var line = Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "";
            return $"{Type}: {(line.Length > SummaryCharacters ? line[..SummaryCharacters] + "..." : line)}";
        }
    }

    /// <summary>Where it was raised: the innermost frames inside the tree, <c>file:line</c>, at most five.</summary>
    public IReadOnlyList<string> Frames
    {
        get => field ?? [];
        init;
    }

    /// <summary>Dotted name of a module that was not found, or null.</summary>
    public string? MissingModule { get; init; }

    /// <summary>File that was not found: relative to the tree when inside it, else as it was asked for; or null.</summary>
    public string? MissingFile { get; init; }

    /// <summary>
    /// What it was refused to write, last: only the temporary folder can be written to. Null where nothing was, or where that is not why
    /// it failed.
    /// </summary>
    public string? Refused { get; init; }

    /// <summary>
    /// A path below <c>/tmp</c>, by that name, that it was refused to write, last: a function can, but the probe's temporary folder has
    /// another name, so nothing is known of what comes after it. Null where it failed for another reason.
    /// </summary>
    public string? AllowedInFunction { get; init; }

    /// <summary>Environment variables with which it works, by name; null where none of those that are known helps.</summary>
    public IReadOnlyDictionary<string, string>? Remedy { get; init; }

    /// <summary>Shared library that the loader did not find, for example <c>libgfortran.so.5</c>; or null.</summary>
    public string? MissingLibrary { get; init; }
}
