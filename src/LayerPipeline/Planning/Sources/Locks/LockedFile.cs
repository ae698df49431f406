using LayerPipeline.Formats.Packaging;

namespace LayerPipeline.Planning.Sources.Locks;

/// <summary>A file that a lock holds.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Hash">Its hash as <c>sha256:HEX</c>, or null where the lock has none.</param>
internal sealed record LockedFile(string Name, string? Hash)
{
    /// <summary>What its name says, or null where it is not a wheel.</summary>
    public WheelFile? Wheel { get; } = WheelFile.TryParse(Name);

    /// <summary>The last part of a path or an address.</summary>
    public static string NameOf(string address)
    {
        var path = address.Split('?', '#')[0];
        return path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
    }
}
