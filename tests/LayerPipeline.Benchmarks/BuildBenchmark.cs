namespace LayerPipeline.Benchmarks;

/// <summary><c>build</c>, which also tests and measures, against the recipe that is found everywhere: pip install, rm, zip.</summary>
/// <param name="cli">The executable.</param>
/// <param name="request">What is built.</param>
/// <param name="folder">Where results go.</param>
internal sealed class BuildBenchmark(string cli, BuildRequest request, string folder)
{
    private const string Recipe = """
        set -e
        rm -rf "$1" && mkdir "$1" && cd "$1"
        "$2" -m pip install --quiet --disable-pip-version-check --no-index --find-links "$3" -r "$4" --target python $5
        find python -type d \( -name tests -o -name '*.dist-info' -o -name __pycache__ \) -prune -exec rm -rf {} +
        zip -q -r -9 layer.zip python
        """;

    private const double MostTrimSeconds = 3;

    /// <summary>Folder of the last build without the tier trim, whose prune copies everything that it keeps.</summary>
    public string Run => Path.Combine(folder, "development");

    public async Task<IReadOnlyList<Row>> RunAsync(int times, CancellationToken cancellationToken)
    {
        List<double> found = [];
        List<double> recipes = [];
        List<double> builds = [];
        List<double> untrimmed = [];
        for (var i = 0; i < times; i++)
        {
            found.Add(await Measurement.SecondsAsync(RecipeCommand(), cancellationToken));
            recipes.Add(await Measurement.SecondsAsync(RecipeCommand("--no-compile"), cancellationToken));
            builds.Add(await Measurement.SecondsAsync(BuildCommand("trim"), cancellationToken));
            untrimmed.Add(await Measurement.SecondsAsync(BuildCommand("development"), cancellationToken));
        }

        var (recipe, build, without) = (Measurement.Median(recipes), Measurement.Median(builds), Measurement.Median(untrimmed));
        return
        [
            new Row($"pip install, rm, zip -r -9 of {request.Set}.txt, median of {times}", $"{Measurement.Median(found):0.0} s", "", true),
            new Row($"the recipe with pip install --no-compile, median of {times}", $"{recipe:0.0} s", "", true),
            new Row(
                $"build of it, median of {times}",
                $"{build:0.0} s",
                $"at most the recipe with --no-compile; is {build / recipe:0.00} ×",
                build <= recipe
            ),
            new Row(
                $"build of it --up-to development, median of {times}",
                $"{without:0.0} s",
                $"trim may add {MostTrimSeconds} s; adds {build - without:0.0} s",
                build - without <= MostTrimSeconds
            ),
        ];
    }

    private string[] RecipeCommand(params string[] options) =>
        [
            "sh",
            "-c",
            Recipe,
            "recipe",
            Path.Combine(folder, "recipe"),
            request.Interpreter,
            request.Wheels,
            request.Requirements,
            .. options,
        ];

    private IReadOnlyList<string> BuildCommand(string upTo) => request.Command(cli, Path.Combine(folder, upTo), "--up-to", upTo);
}
