using System.CommandLine;
using LayerPipeline.Benchmarks;
using LayerPipeline.Testing;

var wheels = new Argument<DirectoryInfo>("wheels")
{
    Description = "Folder of wheels with the requirements file.",
    DefaultValueFactory = _ => new DirectoryInfo(Environment.GetEnvironmentVariable("LAYERPIPELINE_WHEELS") ?? "wheels"),
};
var python = new Option<FileInfo>("--interpreter") { Description = "The Python to build with.", Required = true };
var minor = new Option<string>("--python") { Description = "Its version as Lambda has it.", DefaultValueFactory = _ => "3.13" };
var set = new Option<string>("--set") { Description = "The requirements file, without .txt.", DefaultValueFactory = _ => "modern" };
var prunes = new Option<int>("--prunes") { Description = "How often cp and prune run.", DefaultValueFactory = _ => 9 };
var builds = new Option<int>("--builds")
{
    Description = "How often recipe and build run; 0 times start-up alone.",
    DefaultValueFactory = _ => 3,
};
var modules = new Option<string[]>("--import")
{
    Description = "Modules whose import is timed, in one process; may be repeated. Default: those of the set modern.",
    DefaultValueFactory = _ => ["numpy", "pandas", "scipy.stats", "scipy.optimize"],
};
var starts = new Option<int>("--starts")
{
    Description = "How often they are imported in each state; 0 leaves that out.",
    DefaultValueFactory = _ => 5,
};
var source = new Option<DirectoryInfo>("--source")
{
    Description = "The repository.",
    DefaultValueFactory = _ => new DirectoryInfo(Environment.CurrentDirectory),
};
var root = new RootCommand("Times the published command line against cp and against the usual recipe; whole processes, in alternation.")
{
    wheels,
    python,
    minor,
    set,
    prunes,
    builds,
    modules,
    starts,
    source,
};
root.SetAction(
    async (line, cancellationToken) =>
    {
        using var folder = new TemporaryFolder();
        var request = new BuildRequest(
            line.GetRequiredValue(wheels).FullName,
            line.GetRequiredValue(set),
            line.GetRequiredValue(minor),
            line.GetRequiredValue(python).FullName
        );
        var repository = line.GetRequiredValue(source).FullName;
        var cli = await PublishedCli.PublishAsync(repository, folder.Path, cancellationToken);
        var rounds = line.GetRequiredValue(starts);
        var probe = Path.Combine(repository, "src", "LayerPipeline", "Probing", "probe");
        var startRows =
            rounds == 0
                ? []
                : await new StartupBenchmark(cli, request, line.GetRequiredValue(modules), probe, folder.Path).RunAsync(
                    rounds,
                    cancellationToken
                );
        if (line.GetRequiredValue(builds) == 0)
        {
            Report.Write(Console.Out, request, startRows);
            return;
        }

        var build = new BuildBenchmark(cli, request, folder.Path);
        var buildRows = await build.RunAsync(line.GetRequiredValue(builds), cancellationToken);
        var prune = new PruneBenchmark(cli, build.Run, request.Interpreter, folder.Path);
        var pruneRows = await prune.RunAsync(line.GetRequiredValue(prunes), cancellationToken);
        Report.Write(Console.Out, request, [.. startRows, .. pruneRows, .. buildRows]);
    }
);
return await root.Parse(args).InvokeAsync();
