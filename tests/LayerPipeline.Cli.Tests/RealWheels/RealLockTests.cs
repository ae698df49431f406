using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Pipeline;

namespace LayerPipeline.Cli.Tests.RealWheels;

/// <summary>One project as uv.lock, pylock.toml and a file with hashes, over wheels that are there: each gives the same layer.</summary>
[Collection(RealWheelsGroup.Name)]
[Trait("Category", "RealWheels")]
public sealed class RealLockTests
{
    // Pure ones, small ones and one with code for a processor; what needs what is read from them by pip.
    private const int MostBytes = 3_000_000;

    [Fact]
    public async Task Each_kind_of_lock_gives_the_same_layer()
    {
        var wheels = Environment.GetEnvironmentVariable("LAYERPIPELINE_WHEELS");
        Assert.SkipWhen(string.IsNullOrEmpty(wheels), "LAYERPIPELINE_WHEELS names no folder of wheels");
        var python = await TestInterpreter.OfOrSkipAsync("3.13");
        using var folder = new TemporaryFolder();
        var locked = Locked(wheels);
        locked.Count.ShouldBeGreaterThan(5);
        var digests = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, text) in new[] { ("uv.lock", Uv(locked)), ("pylock.toml", Pylock(locked)), ("export.txt", Export(locked)) })
        {
            await File.WriteAllTextAsync(folder[name], text);
            var output = folder["out-" + name];
            var run = await CliRun.RunAsync([
                "build",
                "-r",
                folder[name],
                "--name",
                "locked",
                "--python",
                "3.13",
                "--find-links",
                wheels,
                "--no-index",
                "--no-measure",
                "--interpreter",
                python.Path,
                "--output",
                output,
            ]);

            run.ExitCode.ShouldBe(0, run.Error);
            digests.Add(Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(output, RunFiles.Layer)))));
        }

        digests.ShouldHaveSingleItem();
    }

    /// <summary>The newest small wheel of each name that needs nothing but others of them, found by trying.</summary>
    private static List<(WheelFile Wheel, string File, string Hash)> Locked(string folder) =>
        [
            .. Directory
                .EnumerateFiles(folder, "*.whl")
                .Where(path => new FileInfo(path).Length < MostBytes)
                .Select(path => (Wheel: WheelFile.TryParse(path), Path: path))
                .Where(each => each.Wheel is { } wheel && wheel.FitsPython("3.13") && !NeedsOthers(each.Path))
                .GroupBy(each => each.Wheel!.Name, StringComparer.Ordinal)
                .Select(group => group.OrderByDescending(each => PythonVersion.Parse(each.Wheel!.Version), Versions).First())
                .Select(each => (each.Wheel!, Path.GetFileName(each.Path), Sha256(each.Path)))
                .OrderBy(each => each.Item1.Name, StringComparer.Ordinal),
        ];

    private static readonly Comparer<PythonVersion> Versions = Comparer<PythonVersion>.Create(PythonVersion.Compare);

    private static bool NeedsOthers(string path)
    {
        using var zip = System.IO.Compression.ZipFile.OpenRead(path);
        var entry = zip.Entries.First(each => each.FullName.EndsWith(".dist-info/METADATA", StringComparison.Ordinal));
        using var reader = new StreamReader(entry.Open());
        return reader
            .ReadToEnd()
            .Split('\n')
            .Any(line =>
                line.StartsWith("Requires-Dist", StringComparison.Ordinal) && !line.Contains("extra ==", StringComparison.Ordinal)
            );
    }

    private static string Sha256(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));

    private static string Uv(List<(WheelFile Wheel, string File, string Hash)> locked)
    {
        var text = new StringBuilder("version = 1\n");
        foreach (var (wheel, file, hash) in locked)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"[[package]]\nname = \"{wheel.Name}\"\nversion = \"{wheel.Version}\"\nsource = {{ registry = \"https://index.example\" }}\n"
            );
            text.Append(
                CultureInfo.InvariantCulture,
                $"wheels = [{{ url = \"https://files.example/{file}\", hash = \"sha256:{hash}\" }}]\n"
            );
        }

        var needs = string.Join(", ", locked.Select(each => $"{{ name = {JsonSerializer.Serialize(each.Wheel.Name)} }}"));
        return text.Append(
                CultureInfo.InvariantCulture,
                $"[[package]]\nname = \"project\"\nversion = \"1\"\nsource = {{ virtual = \".\" }}\ndependencies = [{needs}]\n"
            )
            .ToString();
    }

    private static string Pylock(List<(WheelFile Wheel, string File, string Hash)> locked) =>
        "lock-version = \"1.0\"\n"
        + string.Concat(
            locked.Select(each =>
                $"[[packages]]\nname = \"{each.Wheel.Name}\"\nversion = \"{each.Wheel.Version}\"\n"
                + $"wheels = [{{ name = \"{each.File}\", url = \"https://files.example/x\", hashes = {{ sha256 = \"{each.Hash}\" }} }}]\n"
            )
        );

    private static string Export(List<(WheelFile Wheel, string File, string Hash)> locked) =>
        "--require-hashes\n"
        + string.Concat(locked.Select(each => $"{each.Wheel.Name}=={each.Wheel.Version} \\\n    --hash=sha256:{each.Hash}\n"));
}
