using LayerPipeline.Installing;

namespace LayerPipeline.Tests.Installing;

/// <summary>Texts as pip 24.2 writes them.</summary>
public sealed class PipWarningsTests
{
    [Fact]
    public void An_extra_that_does_not_exist_is_told_once()
    {
        var warnings = PipWarnings.Of(
            "WARNING: alpha 1.0 does not provide the extra 'fast'\nWARNING: alpha 1.0 does not provide the extra 'fast'\n"
        );

        warnings.ShouldBe(["alpha 1.0 does not provide the extra 'fast'"]);
    }

    [Fact]
    public void A_withdrawn_version_is_told_with_the_reason_and_without_the_way_to_it()
    {
        var warnings = PipWarnings.Of(
            "\u001b[33mWARNING: The candidate selected for download or install is a yanked version: 'alpha' candidate (version 1.0 at "
                + "https://user:secret@index.example/simple/alpha/alpha-1.0-py3-none-any.whl#sha256=abc (from https://index.example/simple/alpha/) "
                + "(requires-python:>=3.7))\nReason for being yanked: It loses data.\u001b[0m\n"
        );

        warnings.ShouldBe([
            "The candidate selected for download or install is a yanked version: 'alpha' candidate (version 1.0 at alpha-1.0-py3-none-any.whl "
                + "(from alpha) (requires-python:>=3.7)) Reason for being yanked: It loses data.",
        ]);
    }

    [Fact]
    public void A_conflict_is_told_and_what_only_speaks_of_the_machine_is_not()
    {
        var warnings = PipWarnings.Of(
            "WARNING: Retrying (Retry(total=4, connect=None)) after connection broken\n"
                + "WARNING: Ignoring invalid distribution ~ip (/usr/lib/python3/site-packages)\n"
                + "ERROR: pip's dependency resolver does not currently take into account all the packages that are installed.\n"
                + "beta 1.0 requires alpha<1, but you have alpha 1.0 which is incompatible.\n"
        );

        warnings
            .ShouldHaveSingleItem()
            .ShouldEndWith("that are installed. beta 1.0 requires alpha<1, but you have alpha 1.0 which is incompatible.");
    }

    [Fact]
    public void Nothing_is_made_of_nothing()
    {
        PipWarnings.Of("").ShouldBeEmpty();
        PipWarnings.Of("a line without a level\n\n").ShouldBeEmpty();
    }
}
