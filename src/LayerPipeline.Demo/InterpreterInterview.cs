using System.ComponentModel;
using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;

namespace LayerPipeline.Demo;

/// <summary>Asks an interpreter about itself.</summary>
public static class InterpreterInterview
{
    private const string Question = """
        import json, sys, sysconfig
        paths = sysconfig.get_paths()
        free = bool(sysconfig.get_config_var("Py_GIL_DISABLED"))
        print(json.dumps({
            "tag": "cp{}{}{}".format(*sys.version_info[:2], "t" if free else ""),
            "platform": sysconfig.get_platform().replace("-", "_").replace(".", "_"),
            "suffix": sysconfig.get_config_var("EXT_SUFFIX"),
            "includes": sorted({paths["include"], paths["platinclude"]}),
            "stableAbi": not free,
        }))
        """;

    /// <summary>Runs the interpreter once.</summary>
    /// <exception cref="DemoException">It does not run, or does not answer as a Python 3 would.</exception>
    public static async Task<InterpreterFacts> AskAsync(string interpreter, CancellationToken cancellation)
    {
        try
        {
            // -I: the user's own modules and variables have no say in what the interpreter is.
            var answer = await CliWrap
                .Cli.Wrap(interpreter)
                .WithArguments(["-I", "-c", Question])
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(cancellation);
            return answer.ExitCode == 0 ? Read(answer.StandardOutput) : throw Silent(interpreter, answer.StandardError.Trim());
        }
        catch (Exception exception) when (exception is Win32Exception or JsonException)
        {
            throw Silent(interpreter, exception.Message, exception);
        }
    }

    private static InterpreterFacts Read(string json) =>
        JsonSerializer.Deserialize(json, DemoJson.Default.InterpreterFacts) ?? throw new JsonException("null");

    private static DemoException Silent(string interpreter, string problem, Exception? cause = null) =>
        new($"{interpreter} is not a working Python 3: {problem} Choose another with --interpreter.", cause);
}
