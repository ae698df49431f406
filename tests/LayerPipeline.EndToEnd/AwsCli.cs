using System.Text.Json.Nodes;
using CliWrap;
using CliWrap.Buffered;
using Shouldly;

namespace LayerPipeline.EndToEnd;

/// <summary>The <c>aws</c> command, which takes endpoint, region and credentials from its environment.</summary>
internal static class AwsCli
{
    public static async Task<JsonNode?> RunAsync(params string[] arguments)
    {
        var result = await TryAsync(arguments);
        result.ExitCode.ShouldBe(0, $"aws {string.Join(' ', arguments)}: {result.StandardError}");
        return result.StandardOutput.TrimStart() is ['{' or '[' or '"', ..] ? JsonNode.Parse(result.StandardOutput) : null;
    }

    public static Task<BufferedCommandResult> TryAsync(params string[] arguments) =>
        CliWrap
            .Cli.Wrap("aws")
            .WithArguments([.. arguments, "--output", "json"])
            .WithEnvironmentVariables(variables => variables.Set("AWS_PAGER", ""))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
}
