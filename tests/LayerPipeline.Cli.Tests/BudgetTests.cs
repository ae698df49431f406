using System.Text.Json;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Pipeline;

namespace LayerPipeline.Cli.Tests;

/// <summary>Builds that have to give something up to fit, from made wheels with the paths of known packages.</summary>
[Collection(CliGroup.Name)]
public sealed class BudgetTests : IDisposable
{
    private const string Code =
        "import os\ndef load(name): return open(os.path.join(os.path.dirname(__file__), 'locale-data', name + '.dat')).read()\n";

    private readonly CliFolders _folders = new();

    public BudgetTests() =>
        new MadeWheels(_folders["wheels"]).With(
            "babel",
            [],
            ("babel/__init__.py", Code),
            ("babel/idle/__init__.py", "# " + new string('i', 3000)),
            ("babel/locale-data/root.dat", new string('r', 1000)),
            ("babel/locale-data/de.dat", new string('d', 5000)),
            ("babel/locale-data/de_AT.dat", new string('a', 2000)),
            ("babel/locale-data/fr.dat", new string('f', 7000))
        );

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task Optional_parts_go_when_the_budget_asks_for_it_and_those_that_are_named_stay()
    {
        var run = await BuildAsync("--up-to", "data", "--data", "babel-locales=de_AT", "--reserve-bytes", Reserve(14_500));

        run.ExitCode.ShouldBe(0, run.Error);
        Entries().ShouldBe(["de", "de_AT", "root"]);
        run.Output.ShouldContain("data                7,000 bytes: babel-locales");
        run.Output.ShouldContain("not allowed by prune.upTo: unused");
        run.Output.ShouldContain("Proven: ");
    }

    [Fact]
    public async Task They_stay_where_the_layer_fits_and_the_summary_says_so()
    {
        var run = await BuildAsync("--up-to", "data");

        run.ExitCode.ShouldBe(0, run.Error);
        Entries().ShouldBe(["de", "de_AT", "fr", "root"]);
        run.Output.ShouldContain("Budget 262,144,000 bytes, Lambda's limit:");
        run.Output.ShouldContain("not needed: kernels, data");
    }

    [Fact]
    public async Task What_a_probe_opened_stays()
    {
        var run = await BuildAsync("--up-to", "data", "--probe", "import babel; babel.load('fr')", "--reserve-bytes", Reserve(16_000));

        run.ExitCode.ShouldBe(0, run.Error);
        Entries().ShouldBe(["fr", "root"]);
    }

    [Fact]
    public async Task A_misspelt_name_is_bad_input_with_what_was_meant()
    {
        var run = await BuildAsync("--up-to", "data", "--data", "babel-locales=de_at,fr");

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("data.babel-locales[0]: 'de_at' is not in the packages (did you mean 'de_AT'?)");
        _folders.HasOutput().ShouldBeFalse();
    }

    [Fact]
    public async Task What_the_requests_probes_do_not_touch_goes_last_and_the_proof_says_what_it_rests_on()
    {
        var run = await BuildAsync(
            "--up-to",
            "unused",
            "--probe",
            "import babel; babel.load('de'); babel.load('root')",
            "--data",
            "babel-locales=de,fr",
            "--reserve-bytes",
            Reserve(14_500)
        );

        run.ExitCode.ShouldBe(0, run.Error);
        Entries().ShouldBe(["de", "fr", "root"]);
        run.Output.ShouldContain("unused              3,002 bytes: babel/idle/");
        run.Output.ShouldContain("The proof rests on the request's own probes");
        _folders.Manifest().RestsOnRequestProbes.ShouldBeTrue();
        _folders.Manifest().Proven.ShouldBeTrue();
    }

    [Fact]
    public async Task A_module_that_is_given_up_is_listed_and_is_no_regression()
    {
        var run = await BuildAsync("--up-to", "unused", "--smallest", "--probe", "import babel");

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain(
            "Proven: everything that worked on the untouched packages, but for what was given up, works on the layer."
        );
        run.Output.ShouldContain("Given up, so they can't be imported any more: babel.idle");
        _folders.Manifest().GivenUp.ShouldBe(["babel.idle"]);
    }

    [Fact]
    public async Task When_nothing_fits_text_and_JSON_say_what_is_in_the_way_and_what_can_be_done()
    {
        var run = await BuildAsync("--json", "--reserve-bytes", Reserve(9000));

        run.ExitCode.ShouldBe(3);
        run.Error.ShouldContain("What you can do:");
        run.Error.ShouldContain("babel-locales, ");
        run.Error.ShouldContain("Stops working: ");
        using var failure = JsonDocument.Parse(run.Lines[^1]);
        failure.RootElement.GetProperty("error").GetString().ShouldBe("BudgetExceeded");
        var shortfall = failure.RootElement.GetProperty("shortfall");
        var (bytes, missing) = (shortfall.GetProperty("bytes").GetInt64(), shortfall.GetProperty("missingBytes").GetInt64());
        (bytes - missing).ShouldBe(9000 - 1);
        shortfall.GetProperty("files")[0].GetProperty("name").GetString().ShouldBe("python/babel/locale-data/fr.dat");
        var rule = shortfall.GetProperty("ways").EnumerateArray().Single(way => way.GetProperty("kind").GetString() == "Rule");
        rule.GetProperty("bytes").GetInt64().ShouldBe(14_000);
        rule.GetProperty("isEnough").GetBoolean().ShouldBeTrue();
    }

    private static string Reserve(long budget) => $"{LambdaLimits.UnzippedBytes - budget}";

    /// <summary>With bytecode, which must not take the place of what stays.</summary>
    private Task<CliRun> BuildAsync(params string[] options) => _folders.BuildAsync("babel", ["--bytecode", "hot", .. options]);

    /// <summary>The locales that are in the layer.</summary>
    private IEnumerable<string> Entries() =>
        SmallZip
            .Read(_folders.OfRun(RunFiles.Layer))
            .Keys.Where(name => name.EndsWith(".dat", StringComparison.Ordinal))
            .Select(name => Path.GetFileNameWithoutExtension(name))
            .Order(StringComparer.Ordinal);
}
