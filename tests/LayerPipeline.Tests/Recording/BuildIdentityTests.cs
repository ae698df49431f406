using LayerPipeline.Installing;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Recording;
using LayerPipeline.Tests.Planning.Sources;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Recording;

public sealed class BuildIdentityTests
{
    private static readonly InstalledDistribution Numpy = Distribution("numpy", "2.5.5", "aa");
    private static readonly InstalledDistribution Six = Distribution("six", "1.16.0", "bb");

    [Fact]
    public void An_identity_is_a_SHA_256_in_lower_case() => Identity().ShouldMatch("^[0-9a-f]{64}$");

    [Fact]
    public void How_a_request_is_written_does_not_change_the_identity()
    {
        Identity(new LayerRequest { Packages = ["six", "numpy"], Name = "x" }).ShouldBe(Identity());
        Identity(new LayerRequest { Requirements = "numpy>=2 # new\nsix\n", Name = "x" }).ShouldBe(Identity());
        Identity(install: Install(Six, Numpy)).ShouldBe(Identity());
        Identity(
                Request() with
                {
                    Publish = new PublishRequest
                    {
                        Description = "d",
                        KeepVersions = 2,
                        Storage = LayerStorage.Copy,
                        ShareWith = ["123456789012"],
                    },
                }
            )
            .ShouldBe(Identity());
    }

    /// <summary>What is only resolved is not removed from a tree: there is none.</summary>
    [Fact]
    public void What_is_left_to_the_runtime_does_not_change_the_identity_and_what_only_that_needs_does_as_resolved()
    {
        var request = Request() with { RuntimeProvides = RuntimeProvides.Use };
        var extra = Distribution("extra", "1", "cc");
        var left = Install(Numpy) with { LeftOut = [Six, extra] };

        Identity(request, install: left).ShouldBe(Identity(request, install: Install(Numpy, extra, Six)));
        Identity(request, install: left).ShouldBe(Identity(request, install: Install(Numpy, extra, Distribution("six", "1.17.0", "dd"))));
        Identity(request, install: left).ShouldNotBe(Identity(request, install: Install(Numpy, Six)));
    }

    [Fact]
    public void Whatever_changes_the_layer_or_its_proof_changes_the_identity()
    {
        string[] identities =
        [
            Identity(),
            Identity(Request() with { Name = "y" }),
            Identity(Request() with { Python = ["3.12"] }),
            Identity(Request() with { Architecture = ["arm64"] }),
            Identity(Request() with { Budget = new BudgetRequest { ReserveBytes = 1 } }),
            Identity(Request() with { Budget = new BudgetRequest { OtherLayersBytes = 1 } }),
            Identity(
                Request() with
                {
                    Budget = new BudgetRequest { OtherLayers = ["arn:aws:lambda:eu-west-1:123456789012:layer:common:7"] },
                }
            ),
            Identity(Request() with { Packages = ["numpy"], RuntimeProvides = RuntimeProvides.Use }),
            Identity(Request() with { Prune = new PruneRequest { UpTo = "residue" } }),
            Identity(Request() with { Prune = new PruneRequest { Smallest = true } }),
            Identity(Request() with { Prune = new PruneRequest { Links = false } }),
            Identity(Request() with { Prune = new PruneRequest { Keep = ["a"] } }),
            Identity(Request() with { Prune = new PruneRequest { Drop = ["a"] } }),
            Identity(Request() with { Prune = new PruneRequest { Gpu = GpuMode.Keep } }),
            Identity(Request() with { ColdStore = new ColdStoreRequest([]) }),
            Identity(Request() with { ColdStore = new ColdStoreRequest(["six"]) }),
            Identity(Request() with { Probes = ["import six"] }),
            Identity(Request() with { AllowBroken = ["six"] }),
            Identity(Request() with { Environment = new Dictionary<string, string> { ["HOME"] = "/tmp" } }),
            Identity(Request() with { AllowBroken = ["numpy", "six"] }),
            Identity(Request() with { SystemLibraries = ["auto"] }),
            Identity(Request() with { SystemLibraries = ["libgomp.so.1"] }),
            Identity(Request() with { Publish = new PublishRequest { Storage = LayerStorage.Reference } }),
            Identity(profile: "arn:aws:signer:eu-west-1:123456789012:/signing-profiles/ours"),
            Identity(profile: "arn:aws:signer:eu-west-1:123456789012:/signing-profiles/theirs"),
            Identity(Request() with { Data = Names("babel-locales", "de") }),
            Identity(Request() with { Data = Names("babel-locales", "de", "fr") }),
            Identity(Request() with { Data = Names("botocore-services", "de") }),
            Identity(install: Install(Numpy)),
            Identity(install: Install(Numpy, Six with { Version = "1.17.0" })),
            Identity(install: Install(Numpy, Six with { Sha256 = "cc" })),
            Identity(install: Install(Numpy, Six with { Sha256 = null })),
            Identity(install: Install(Numpy, Six) with { Foreign = true }),
            Identity(rules: "2"),
            Identity(probe: "2"),
        ];

        identities.ShouldBeUnique();
        Identity(Request() with { ColdStore = ColdStoreRequest.None }).ShouldBe(Identity());
    }

    [Fact]
    public void A_lock_is_part_of_it_and_a_requirements_file_only_as_resolved()
    {
        var changed = LockTexts.Uv + "# changed\n";

        Identity(new LayerRequest { Requirements = LockTexts.Uv, Name = "x" })
            .ShouldNotBe(Identity(new LayerRequest { Requirements = changed, Name = "x" }));
        Identity(new LayerRequest { Requirements = LockTexts.Uv, Name = "x" })
            .ShouldBe(Identity(new LayerRequest { Requirements = LockTexts.Uv, Name = "x" }));
    }

    [Fact]
    public void What_is_neither_signed_nor_kept_in_the_bucket_adds_nothing_to_it() =>
        Identity(Request() with { Publish = new PublishRequest { Storage = LayerStorage.Copy } }).ShouldBe(Identity());

    private static Dictionary<string, IReadOnlyList<string>> Names(string rule, params string[] names) => new() { [rule] = names };

    private static string Identity(
        LayerRequest? request = null,
        InstallReport? install = null,
        string rules = "1",
        string probe = "1",
        string? profile = null
    ) =>
        BuildIdentity.Compute(
            new Planner().Plan(request ?? Request(), new DateOnly(2026, 11, 22))[0] with
            {
                SigningProfileArn = profile,
            },
            install ?? Install(Numpy, Six),
            rules,
            probe
        );

    private static LayerRequest Request() => new() { Packages = ["numpy", "six"], Name = "x" };

    private static InstallReport Install(params InstalledDistribution[] distributions) =>
        new()
        {
            Python = "3.13.0",
            Pip = "24.2",
            Distributions = distributions,
        };

    private static InstalledDistribution Distribution(string name, string version, string sha256) =>
        new()
        {
            Name = name,
            Version = version,
            File = name + ".whl",
            Sha256 = sha256,
        };
}
