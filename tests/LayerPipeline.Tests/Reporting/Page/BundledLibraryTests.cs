using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace LayerPipeline.Tests.Reporting.Page;

/// <summary>The layout library is checked in, so that the project builds without npm; it is what the registry serves.</summary>
public sealed class BundledLibraryTests
{
    private static readonly string Room = Repository.Find("src/LayerPipeline/Reporting/Page");

    [Fact]
    public void It_is_the_file_whose_hash_is_on_record() =>
        Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(Room, "d3-hierarchy.min.js")))).ShouldBe(Record("sha256"));

    [Fact]
    public void Its_licence_is_in_the_notice_and_in_every_page()
    {
        File.ReadAllText(Repository.Find("NOTICE")).ShouldContain(Record("name"));
        File.ReadAllText(Path.Combine(Room, "page.html")).ShouldContain("{{d3-hierarchy.LICENSE}}");
    }

    [Fact]
    public void It_is_the_file_of_the_registry_s_package()
    {
        Assert.SkipUnless(Effort.IsLong, "LAYERPIPELINE_LONG is not 1: a test needs no network while one works");
        using var folder = new TemporaryFolder();
        var archive = PackOrSkip(folder);

        $"sha512-{Convert.ToBase64String(SHA512.HashData(File.ReadAllBytes(archive)))}".ShouldBe(Record("integrity"));
        ReadOf(archive, "package/" + Record("file")).ShouldBe(File.ReadAllBytes(Path.Combine(Room, "d3-hierarchy.min.js")));
        ReadOf(archive, "package/LICENSE").ShouldBe(File.ReadAllBytes(Path.Combine(Room, "d3-hierarchy.LICENSE")));
    }

    private static string Record(string name)
    {
        using var record = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Room, "d3-hierarchy.json")));
        return record.RootElement.GetProperty(name).GetString()!;
    }

    private static string PackOrSkip(TemporaryFolder folder)
    {
        var start = new ProcessStartInfo("npm", ["pack", $"{Record("name")}@{Record("version")}", "--silent"])
        {
            WorkingDirectory = folder.Path,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.SkipWhen(process.ExitCode != 0, $"npm can't be asked: {output}{error.Result}");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("npm is not installed");
        }

        return Directory.EnumerateFiles(folder.Path, "*.tgz").Single();
    }

    private static byte[] ReadOf(string archive, string name)
    {
        using var tar = new TarReader(new GZipStream(File.OpenRead(archive), CompressionMode.Decompress));
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.Name == name)
            {
                using var content = new MemoryStream();
                entry.DataStream!.CopyTo(content);
                return content.ToArray();
            }
        }

        throw new FileNotFoundException($"{archive} has no {name}.");
    }
}
