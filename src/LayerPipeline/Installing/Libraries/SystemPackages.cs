using System.Text.Json;

namespace LayerPipeline.Installing.Libraries;

/// <summary>Which system package contains a library. Source: probe/packages.json, where each entry names its own.</summary>
internal sealed record SystemPackages
{
    private static readonly Lazy<SystemPackages> Shipped = new(Read);

    /// <summary>The list that comes with this version.</summary>
    public static SystemPackages Default => Shipped.Value;

    /// <summary>Where the names of rpm packages can be read.</summary>
    public required string Source { get; init; }

    /// <summary>One entry a library.</summary>
    public required IReadOnlyList<SystemPackage> Libraries { get; init; }

    /// <summary>The packages that contain a library, or null.</summary>
    /// <param name="library">Name as in DT_NEEDED.</param>
    public SystemPackage? Find(string library) => Libraries.FirstOrDefault(each => each.Library == library);

    private static SystemPackages Read()
    {
        using var stream = typeof(SystemPackages).Assembly.GetManifestResourceStream("probe/packages.json")!;
        return JsonSerializer.Deserialize(stream, SystemPackageJson.Default.SystemPackages)!;
    }
}
