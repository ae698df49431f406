using System.Text.Json;
using LayerPipeline.Checking.Baselines;
using LayerPipeline.Checking.Libraries;
using LayerPipeline.Installing;
using LayerPipeline.Installing.Libraries;
using LayerPipeline.Probing;

namespace LayerPipeline.Tests.Checking;

/// <summary>Lists of known things are data, and whoever reads them can look each entry up.</summary>
public sealed class KnownListTests
{
    public static TheoryData<string, string, string, string> Entries
    {
        get
        {
            var entries = new TheoryData<string, string, string, string>();
            foreach (var known in MissingModules.Shipped.Modules)
            {
                entries.Add("missing-modules.json", known.Module, known.Reason, known.Source);
            }

            foreach (var family in LibraryFamilies.Default.Families)
            {
                entries.Add("library-families.json", family.Library, family.Reason, family.Source);
            }

            foreach (var package in SystemPackages.Default.Libraries)
            {
                entries.Add("packages.json", package.Library, package.Reason, package.Source);
            }

            using var remedies = JsonDocument.Parse(ProbeScript.Files.Single(file => file.Name == "probe/remedies.json").Content);
            foreach (var remedy in remedies.RootElement.EnumerateArray())
            {
                entries.Add("remedies.json", Text(remedy, "variable"), Text(remedy, "reason"), Text(remedy, "source"));
            }

            return entries;
        }
    }

    private static string Text(JsonElement entry, string field) => entry.GetProperty(field).GetString()!;

    [Theory]
    [MemberData(nameof(Entries))]
    public void Each_entry_has_its_reason_and_source(string list, string entry, string reason, string source)
    {
        reason.ShouldMatch(@"^.{4,}\.$", $"{list}: {entry}");
        Uri.TryCreate(source, UriKind.Absolute, out var address).ShouldBeTrue($"{list}: {entry}");
        address!.Scheme.ShouldBe("https", $"{list}: {entry}");
    }

    [Fact]
    public void No_entry_is_listed_twice_and_each_missing_module_has_a_remedy()
    {
        MissingModules.Shipped.Modules.Select(known => known.Module).ShouldBeUnique();
        LibraryFamilies.Default.Families.Select(family => family.Export).ShouldBeUnique();
        SystemPackages.Default.Libraries.Select(package => package.Library).ShouldBeUnique();
        MissingModules.Shipped.Modules.ShouldAllBe(known => known.Remedy.EndsWith('.'));
    }
}
