using System.Text.RegularExpressions;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Contents;
using LayerPipeline.Formats.Elf;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Analyzing;

/// <summary>What an archive is for, as most of its compiled files say.</summary>
/// <param name="Python">For example <c>3.13</c>; null where nothing says so.</param>
/// <param name="Architecture"><c>x86_64</c> or <c>arm64</c>; null where nothing says so.</param>
internal sealed partial record ArchiveTarget(string? Python, string? Architecture)
{
    /// <summary>Reads it from names and from the first bytes of compiled files.</summary>
    /// <param name="kinds">What the files are.</param>
    /// <param name="files">The files.</param>
    public static ArchiveTarget Of(EntryKinds kinds, IReadOnlyList<ZipEntry> files)
    {
        var architectures = files
            .Select(entry => kinds.ElfOf(entry.Name))
            .OfType<ElfIdentity>()
            .Select(elf => RuntimeCatalog.Default.Architectures.FirstOrDefault(known => elf.IsFor(known.Name))?.Name)
            .OfType<string>();
        return new ArchiveTarget(
            Most(files.Select(entry => PythonOf(AnalyzedArchive.NameOf(entry))).OfType<string>()),
            Most(architectures)
        );
    }

    private static string? PythonOf(string name)
    {
        // Most names have neither; a search for a word is much faster than a pattern.
        if (!name.Contains(".cpython-3", StringComparison.Ordinal))
        {
            return null;
        }

        var match = Tag().Match(name);
        return match.Success ? $"3.{match.Groups["minor"].Value}" : null;
    }

    private static string? Most(IEnumerable<string> values) =>
        values
            .CountBy(value => value, StringComparer.Ordinal)
            .OrderByDescending(pair => pair.Value)
            .ThenByDescending(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => pair.Key)
            .FirstOrDefault();

    /// <summary>Source: https://peps.python.org/pep-3147/ and https://peps.python.org/pep-3149/.</summary>
    [GeneratedRegex(@"\.cpython-3(?<minor>[0-9]{1,2})[-.]", RegexOptions.ExplicitCapture, Matching.Milliseconds)]
    private static partial Regex Tag();
}
