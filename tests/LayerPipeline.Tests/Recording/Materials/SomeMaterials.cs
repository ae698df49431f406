using LayerPipeline.Installing;
using LayerPipeline.Installing.Libraries;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Recording.Materials;

namespace LayerPipeline.Tests.Recording.Materials;

/// <summary>What a layer was made of, with one of everything.</summary>
internal static class SomeMaterials
{
    public static string Digest(char digit) => new(digit, 64);

    public static LayerMaterials Make(params InstalledDistribution[] distributions) =>
        new()
        {
            Plan = new Planner().Plan(
                new LayerRequest
                {
                    Packages = ["alpha[extra]>=1"],
                    Environment = new Dictionary<string, string> { ["TOKEN"] = "very-secret" },
                },
                new DateOnly(2026, 11, 28)
            )[0],
            Install = new InstallReport
            {
                Python = "3.13.0",
                Pip = "24.2",
                Distributions = distributions.Length > 0 ? distributions : [Alpha, Beta],
                SystemLibraries =
                [
                    new SystemLibrary
                    {
                        Name = "libgomp.so.1",
                        Source = "/usr/lib64/libgomp.so.1",
                        Wanted = "libgomp.so.1",
                        Package = "libgomp",
                        Version = "14.2.1",
                        License = "GPLv3+ with exceptions",
                        Sha256 = Digest('c'),
                        Bytes = 5,
                    },
                ],
            },
            LayerSha256 = Digest('a'),
            Rewritten =
            [
                new RewrittenFile("python/alpha/_a.so", "alpha", Digest('1'), Digest('2'), "without the bytes that are never loaded"),
            ],
            Vendored = [new VendoredComponent("alpha", "library", "zlib", "1.3", "pkg:generic/zlib@1.3", "Zlib")],
            Unread = [],
        };

    public static InstalledDistribution Alpha =>
        new()
        {
            Name = "alpha",
            Version = "1.0+local",
            File = "alpha-1.0+local-py3-none-any.whl",
            Sha256 = Digest('b'),
            License = "MIT OR Apache-2.0",
            LicenseExpression = "MIT OR Apache-2.0",
            Url = "https://files.example.org/alpha-1.0-py3-none-any.whl",
            Requested = true,
        };

    public static InstalledDistribution Beta =>
        new()
        {
            Name = "beta",
            Version = "2",
            File = "beta-2.tar.gz",
            License = "BSD License",
            RequiredBy = ["alpha"],
        };
}
