namespace LayerPipeline.EndToEnd;

/// <summary>The files that a build leaves of packages as large as Lambda takes, made by hand.</summary>
internal sealed class LargeRun : IAsyncDisposable
{
    private LargeRun(string name, long mustLose)
    {
        Name = name;
        MustLose = mustLose;
        Folder = Directory.CreateTempSubdirectory($"large-{name}-").FullName;
    }

    /// <summary>Name of the run.</summary>
    public string Name { get; }

    /// <summary>Where its files are.</summary>
    public string Folder { get; }

    /// <summary>Unzipped bytes that Prune must take away at least.</summary>
    public long MustLose { get; }

    public static async Task<LargeRun> MakeAsync(string name, long mustLose, Func<LargeArchive, Task> fill)
    {
        var run = new LargeRun(name, mustLose);
        try
        {
            await run.PlanAsync();
            await using var archive = new LargeArchive(run.PathOf("raw.zip"));
            await fill(archive);
            await archive.WriteRecordAsync();
            return run;
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }

    public string PathOf(string name) => Path.Combine(Folder, name);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task PlanAsync()
    {
        await File.WriteAllTextAsync(PathOf("request.json"), """{"name":"large","packages":["large"],"python":"3.13","coldStore":"off"}""");
        var plan = await LayerPipelineCli.RunAsync("plan", "--request", PathOf("request.json"), "--output", Folder);
        Assert.True(plan.ExitCode == 0, plan.StandardError);
        await File.WriteAllTextAsync(
            PathOf("baseline.json"),
            """{"schema":1,"python":"3.13.0","machine":"x86_64","modules":[],"behaviours":[],"imports":{},"seconds":0}"""
        );
        await File.WriteAllTextAsync(PathOf("pip-report.json"), """{"version":"1","pip_version":"24.2","install":[],"environment":{}}""");
    }
}
