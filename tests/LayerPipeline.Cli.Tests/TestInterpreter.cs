using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Local.Interpreters;

namespace LayerPipeline.Cli.Tests;

/// <summary>The newest Python of this machine that a layer can be proven with.</summary>
internal static class TestInterpreter
{
    // What is installed does not change while the tests run, and asking every Python takes seconds.
    private static readonly Lazy<Task<IReadOnlyList<Interpreter>>> All = new(FindAsync);

    public static async Task<Interpreter> NewestOrSkipAsync()
    {
        var found = (await All.Value).OrderByDescending(interpreter => Version.Parse(interpreter.Minor)).FirstOrDefault();
        Assert.SkipWhen(found is null, "no Python with pip that Lambda has a runtime for is on this machine");
        return found;
    }

    public static async Task<Interpreter> OfOrSkipAsync(string python)
    {
        var found = (await All.Value).FirstOrDefault(interpreter => interpreter.CanProve(python, "x86_64"));
        Assert.SkipWhen(found is null, $"no Python {python} with pip on x86_64 is on this machine");
        return found;
    }

    private static async Task<IReadOnlyList<Interpreter>> FindAsync()
    {
        var found = await new InterpreterSearch(Environment.GetEnvironmentVariable).FindAsync(python: null, CancellationToken.None);
        return [.. found.Where(python => python.HasPip && RuntimeCatalog.Default.Find(python.Minor) is not null)];
    }
}
