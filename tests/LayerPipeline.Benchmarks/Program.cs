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
var builds = new Option<int>("--builds") { Description = "How often recipe and build run.", DefaultValueFactory = _ => 3 };
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
        var cli = await PublishedCli.PublishAsync(line.GetRequiredValue(source).FullName, folder.Path, cancellationToken);
        var build = new BuildBenchmark(cli, request, folder.Path);
        var buildRows = await build.RunAsync(line.GetRequiredValue(builds), cancellationToken);
        var prune = new PruneBenchmark(cli, build.Run, request.Interpreter, folder.Path);
        var pruneRows = await prune.RunAsync(line.GetRequiredValue(prunes), cancellationToken);
        Report.Write(Console.Out, request, [.. pruneRows, .. buildRows]);
    }
);
return await root.Parse(args).InvokeAsync();
