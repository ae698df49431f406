using CliWrap;
using CliWrap.Buffered;

namespace LayerPipeline.EndToEnd;

/// <summary>The product's own command line, as it was built beside the tests.</summary>
internal static class LayerPipelineCli
{
    public static async Task<BufferedCommandResult> RunAsync(params string[] arguments) =>
        await CliWrap
            .Cli.Wrap("dotnet")
            .WithArguments([Path.Combine(AppContext.BaseDirectory, "layer-pipeline.dll"), .. arguments])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
}
