using System.ComponentModel;
using CliWrap;
using CliWrap.Buffered;

namespace LayerPipeline.Demo;

/// <summary>Compiles a sample's extensions for one interpreter.</summary>
/// <param name="compiler">A C compiler that takes the options of gcc and clang, by name or path.</param>
/// <param name="interpreter">What the interpreter said about itself.</param>
/// <param name="scratch">An existing folder for what the compiler writes; it is left as it was.</param>
public sealed class ExtensionCompiler(string compiler, InterpreterFacts interpreter, string scratch)
{
    /// <summary>Compiles one module.</summary>
    /// <exception cref="ExtensionNotBuiltException">Headers or compiler are missing, or the compiler failed.</exception>
    public async Task<CompiledModule> CompileAsync(Sample sample, SampleExtension extension, CancellationToken cancellation)
    {
        if (!interpreter.HasHeaders)
        {
            throw new ExtensionNotBuiltException($"no Python headers in {string.Join(" or ", interpreter.Includes)}");
        }

        var folder = Directory.CreateDirectory(Path.Combine(scratch, $"compile-{extension.Module}"));
        try
        {
            var library = Path.Combine(folder.FullName, "module.so");
            var said = await RunAsync(sample.SourceFolder, Arguments(sample, extension, library), cancellation);
            var place = extension.Module.Replace('.', '/') + interpreter.ModuleSuffix;
            return new(new WheelFile(place, await File.ReadAllBytesAsync(library, cancellation), Executable: true), said);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<string> RunAsync(string workingFolder, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        try
        {
            var result = await CliWrap
                .Cli.Wrap(compiler)
                .WithArguments(arguments)
                .WithWorkingDirectory(workingFolder)
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(cancellation);
            var said = result.StandardError.Trim();
            return result.ExitCode == 0
                ? said
                : throw new ExtensionNotBuiltException($"the C compiler failed with exit code {result.ExitCode}: {FirstError(said)}");
        }
        catch (Win32Exception exception)
        {
            throw new ExtensionNotBuiltException($"no C compiler ({compiler} was not found)", exception);
        }
    }

    private IEnumerable<string> Arguments(Sample sample, SampleExtension extension, string library) =>
        [
            "-O2",
            "-Wall",
            "-Wextra",
            "-fPIC",
            // Most wheels are built with debugging information, and many are published with it.
            "-g",
            // The same bytes wherever the samples lie.
            $"-ffile-prefix-map={sample.SourceFolder}=.",
            .. interpreter.StableAbi ? [$"-DPy_LIMITED_API={InterpreterFacts.LimitedApi}"] : Array.Empty<string>(),
            .. interpreter.Includes.Select(folder => $"-I{folder}"),
            // A module finds the interpreter's symbols when it is loaded, which macOS's linker must be told.
            .. OperatingSystem.IsMacOS() ? ["-bundle", "-undefined", "dynamic_lookup"] : new[] { "-shared" },
            .. extension.Sources,
            "-o",
            library,
        ];

    private static string FirstError(string said)
    {
        var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.FirstOrDefault(line => line.Contains("error", StringComparison.OrdinalIgnoreCase))
            ?? lines.FirstOrDefault()
            ?? "it printed no error";
    }
}
