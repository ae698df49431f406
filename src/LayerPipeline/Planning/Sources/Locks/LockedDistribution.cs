using System.Globalization;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Formats.Toml;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Planning.Sources.Locks;

/// <summary>A distribution of one version with the files that a lock holds of it.</summary>
/// <param name="lockFile">The lock.</param>
/// <param name="node">Its table.</param>
/// <param name="name">Its normalised name.</param>
/// <param name="version">Its version, or null where only its files tell.</param>
/// <param name="wheels">Its wheels.</param>
/// <param name="source">Its source distribution, or null.</param>
internal sealed class LockedDistribution(
    LockFile lockFile,
    TomlNode node,
    string name,
    string? version,
    IReadOnlyList<LockedFile> wheels,
    LockedFile? source
)
{
    private const int ShownTags = 6;

    /// <summary>Its normalised name.</summary>
    public string Name => name;

    /// <summary>The requirement for one version, with the hash of the one file that the runtime takes.</summary>
    /// <param name="target">The runtime.</param>
    /// <returns>The requirement.</returns>
    /// <exception cref="InvalidRequestException">The lock has no file for the runtime, or no hash of it.</exception>
    public RequestedDistribution Pin(SourceTarget target)
    {
        var file = Best(target.Tags) ?? (target.AllowBuild ? source : null) ?? throw NothingFor(target);
        CheckIsOfThis(file);
        var pinned =
            version
            ?? file.Wheel?.Version
            ?? throw lockFile.Invalid(node, name, "has no version, and its files do not tell it; lock it again with one");
        var hash =
            file.Hash
            ?? throw lockFile.Invalid(
                node,
                file.Name,
                "has no hash of sha256, sha384 or sha512 in the lock, so it can't be checked; lock it again from an index that tells hashes"
            );
        return new RequestedDistribution(lockFile.Requirement(node, $"{name}=={pinned}"), [hash], lockFile.Where(node));
    }

    /// <summary>A hash that belongs to another file would be looked for in vain, or install what nobody asked for.</summary>
    private void CheckIsOfThis(LockedFile file)
    {
        var isOther = file.Wheel is { } wheel && (wheel.Name != name || (version is not null && !IsSame(wheel.Version, version)));
        if (isOther)
        {
            throw lockFile.Invalid(node, file.Name, $"is listed as a file of {name} {version}, which its name contradicts; lock again");
        }
    }

    private static bool IsSame(string version, string other) =>
        PythonVersion.TryParse(version) is { } one && PythonVersion.TryParse(other) is { } two
            ? PythonVersion.Compare(one, two) == 0
            : version == other;

    // As pip: the best tag, and of several builds the highest.
    private LockedFile? Best(WheelTags tags) =>
        wheels
            .Where(file => file.Wheel is not null)
            .Select(file => (File: file, Rank: tags.Rank(file.Wheel!), Build: BuildOf(file.Wheel!)))
            .Where(each => each.Rank is not null)
            .OrderBy(each => each.Rank)
            .ThenByDescending(each => each.Build.Number)
            .ThenByDescending(each => each.Build.Suffix, StringComparer.Ordinal)
            .Select(each => each.File)
            .FirstOrDefault();

    private static (long Number, string Suffix) BuildOf(WheelFile wheel)
    {
        var digits = wheel.Build.TakeWhile(char.IsAsciiDigit).Count();
        return long.TryParse(wheel.Build.AsSpan(0, digits), CultureInfo.InvariantCulture, out var number)
            ? (number, wheel.Build[digits..])
            : (-1, wheel.Build);
    }

    private InvalidRequestException NothingFor(SourceTarget target)
    {
        var tags = wheels
            .Select(file => file.Wheel is { } wheel ? $"{wheel.Pythons[0]}-{wheel.Abis[0]}-{wheel.Platforms[0]}" : file.Name)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var there = tags.Count > 0 ? $"there are wheels for {MessageText.List(tags, ShownTags)}" : "there are no wheels";
        var advice = source is null
            ? "lock a version that has one"
            : $"there is a source distribution: {UnsupportedReference.AllowBuild}, or lock a version that has a wheel";
        return lockFile.Invalid(node, $"{name} {version}".TrimEnd(), $"has no wheel for {target.Name} in the lock; {there}; {advice}");
    }
}
