using System.Buffers;
using LayerPipeline.Formats.Libraries;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Passes;
using LayerPipeline.Pruning.Passes.Kernels;
using LayerPipeline.Pruning.Passes.Trim;
using LayerPipeline.Tests.Formats.Elf;
using LayerPipeline.Tests.RealWheels;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Pruning.Passes.Kernels;

public sealed class OpenBlasKernelsTests
{
    private const string Visible = "-DVISIBLE=";
    private const string Hidden = "-DVISIBLE=__attribute__((visibility(\"hidden\")))";
    private const string NoExtra = "-DEXTRA=0";

    internal static readonly KernelCatalog Catalog = new()
    {
        TablePrefix = "gotoblas_",
        LeastTableBytes = 1000,
        Source = "this test",
        Architectures =
        [
            new KernelArchitecture
            {
                Architecture = "x86_64",
                Keep = [new TargetCore("NEW", "new", "this test")],
                Redirects = [new CoreRedirect(["OLD", "ABSENT"], "NEW", "old", "this test")],
            },
        ],
    };

    private static byte[] Compile(params string[] options) => CompiledLibrary.CompileForX64(CompiledLibrary.Kernels, options);

    private static KernelResult Find(byte[] library, IReadOnlySet<string>? imported = null) =>
        OpenBlasKernels.Drop(library, "x86_64", imported, Catalog);

    private static LibraryDraft Drop(byte[] library, IReadOnlySet<string>? imported = null)
    {
        var stored = LibraryDraft
            .Of("python/a.so", library)
            .TryStore(Tier.Kernels, "dropped", Find(library, imported).Edit.ShouldNotBeNull(), out var problem);
        problem.ShouldBeNull();
        return stored.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(Visible)]
    [InlineData(Hidden)]
    public void A_dropped_core_runs_the_kept_cores_kernels_and_the_others_their_own(string visibility)
    {
        var library = Compile(visibility, NoExtra);
        CompiledLibrary.Choose(library).ShouldBe("2000 3000 5000");

        var result = Drop(library);

        Find(library).Redirected.ShouldBe(new Dictionary<string, string> { ["OLD"] = "NEW" });
        result.SavedBytes.ShouldBeGreaterThan(ElfTrimmer.Trim(library).SavedBytes + 8_000);
        CompiledLibrary.Choose(result.Content.ToArray()).ShouldBe("3000 3000 5000");
    }

    [Fact]
    public void A_kernel_that_other_code_calls_stays()
    {
        var library = Compile(Hidden, "-DEXTRA=run_OLD(7)");

        var result = Drop(library);

        CompiledLibrary.Choose(library).ShouldBe("2014 3014 5014");
        CompiledLibrary.Choose(result.Content.ToArray()).ShouldBe("3014 3014 5014");
    }

    [Fact]
    public void A_kernel_that_another_library_imports_stays()
    {
        var library = Compile(Visible, NoExtra);

        var without = Drop(library);
        var with = Drop(library, new HashSet<string> { "run_OLD" });

        SharedLibrary.Read("python/a.so", without.Content.ToArray())!.LostExports.ShouldBe(["run_OLD"], ignoreOrder: true);
        SharedLibrary.Read("python/a.so", with.Content.ToArray())!.LostExports.ShouldBeEmpty();
    }

    [Fact]
    public void A_library_without_local_names_is_left_alone()
    {
        var library = Compile(Visible, NoExtra, "-s");

        var result = Find(library);

        result.Refusal.ShouldNotBeNull().ShouldContain("stripped");
        result.Edit.ShouldBeNull();
    }

    [Fact]
    public void A_library_without_tables_is_left_alone_without_a_word()
    {
        var result = OpenBlasKernels.Drop(new ElfBuilder().Build(), "x86_64");

        result.ShouldBe(KernelResult.None);
    }

    [Fact]
    public void Every_redirect_of_the_data_leads_to_a_kept_core()
    {
        foreach (var architecture in KernelCatalog.Default.Architectures)
        {
            var kept = architecture.Keep.Select(core => core.Core).ToList();
            architecture.Redirects.ShouldAllBe(redirect => kept.Contains(redirect.To) && !redirect.Cores.Intersect(kept).Any());
            architecture.Redirects.SelectMany(redirect => redirect.Cores).ShouldBeUnique();
        }
    }

    [Theory]
    [Trait("Category", "RealWheels")]
    [InlineData("numpy-1.26.4-*x86_64.whl", "x86_64", 14_000_000, 16)]
    [InlineData("scipy-1.18.1-*x86_64.whl", "x86_64", 4_800_000, 2)]
    [InlineData("numpy-2.5.5-*aarch64.whl", "arm64", 9_000_000, 10)]
    public async Task Kernels_of_real_libraries_go(string wheel, string architecture, long least, int cores)
    {
        var large = WheelFolder.Libraries(wheel).Single(library => library.Content.Length > 20_000_000);

        var library = await Passing.ThroughAsync(large.Path, large.Content, Tier.Kernels, architecture);

        library.ChangedBy.ShouldBe(Tier.Kernels);
        library.Left.ShouldBeEmpty();
        library.Done.ShouldHaveSingleItem().Split(", ").Length.ShouldBe(cores + 1);
        library.SavedBytes.ShouldBeGreaterThan(least);
    }
}
