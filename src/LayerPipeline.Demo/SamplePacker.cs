namespace LayerPipeline.Demo;

/// <summary>Packs every sample into a wheel that the interpreter can install.</summary>
/// <param name="compiler">The C compiler for samples with extensions, by name or path.</param>
public sealed class SamplePacker(string compiler = "cc")
{
    /// <summary>Where the samples are: in the program's folder.</summary>
    public static string DefaultFolder => Path.Combine(AppContext.BaseDirectory, "samples");

    /// <summary>Writes the wheels.</summary>
    /// <param name="samplesFolder">Folder with one folder per sample.</param>
    /// <param name="wheelFolder">Created where it is missing.</param>
    /// <param name="interpreter">Path of the Python that the layer is for.</param>
    /// <param name="cancellation">Stops the interpreter or the compiler.</param>
    /// <exception cref="DemoException">There are no samples, one is damaged, or the interpreter does not answer.</exception>
    public async Task<DemoWheels> PackAsync(
        string samplesFolder,
        string wheelFolder,
        string interpreter,
        CancellationToken cancellation = default
    )
    {
        var samples = Sample.ReadAll(samplesFolder);
        var facts = await InterpreterInterview.AskAsync(interpreter, cancellation);
        Directory.CreateDirectory(wheelFolder);

        List<string> wheels = [];
        List<SkippedSample> leftOut = [];
        List<string> warnings = [];
        foreach (var sample in samples)
        {
            try
            {
                var modules = await CompileAsync(sample, new ExtensionCompiler(compiler, facts, wheelFolder), cancellation);
                warnings.AddRange(modules.Select(module => module.Warnings).Where(text => text.Length > 0));
                var tag = modules.Count > 0 ? facts.WheelTag : WheelTag.Pure;
                wheels.Add(WheelPacker.Pack(sample, modules.Select(module => module.File), tag, wheelFolder));
            }
            catch (ExtensionNotBuiltException exception)
            {
                leftOut.Add(new SkippedSample(sample.Manifest.Name, exception.Message));
            }
        }

        return new DemoWheels(wheels, leftOut, warnings);
    }

    private static async Task<List<CompiledModule>> CompileAsync(
        Sample sample,
        ExtensionCompiler extensionCompiler,
        CancellationToken cancellation
    )
    {
        List<CompiledModule> modules = [];
        foreach (var extension in sample.Manifest.Extensions)
        {
            modules.Add(await extensionCompiler.CompileAsync(sample, extension, cancellation));
        }

        return modules;
    }
}
