using System.Text.Json;
using LayerPipeline.Formats.Libraries;

namespace LayerPipeline.Checking.Libraries;

/// <summary>Libraries that wheels often bring. Source: library-families.json, where each entry names its own.</summary>
/// <param name="Families">The first that fits a library names it.</param>
internal sealed record LibraryFamilies(IReadOnlyList<LibraryFamily> Families)
{
    private static readonly Lazy<LibraryFamilies> Shipped = new(Read);

    /// <summary>The list that comes with this version.</summary>
    public static LibraryFamilies Default => Shipped.Value;

    /// <summary>What a library is.</summary>
    /// <param name="library">The library.</param>
    /// <returns>Its name, or null where the list does not know it.</returns>
    public string? Find(SharedLibrary library) =>
        Families.FirstOrDefault(family => library.Exports.Any(name => name.Contains(family.Export, StringComparison.Ordinal)))?.Library;

    private static LibraryFamilies Read()
    {
        using var stream = typeof(LibraryFamilies).Assembly.GetManifestResourceStream("library-families.json")!;
        return JsonSerializer.Deserialize(stream, LibraryFamilyJson.Default.LibraryFamilies)!;
    }
}
