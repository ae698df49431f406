namespace LayerPipeline.Cli.Tests;

/// <summary>Compiles libraries with the machine's gcc; the test is skipped where there is none.</summary>
/// <param name="folder">A folder for the compiler's files.</param>
internal sealed class Compiler(string folder)
{
    /// <summary>An extension module without Python's headers: its definition, as they lay it out on 64 bits, and the call that takes it.</summary>
    private const string Extension = """
        struct { long count; void *type, *init; long index; void *copy; const char *name, *doc; long size; void *rest[5]; }
            definition = { 1, 0, 0, 0, 0, "NAME", 0, -1, { 0 } };
        void *PyModule_Create2(void *, int);
        void *PyInit_NAME(void) { return PyModule_Create2(&definition, 1013); }
        """;

    /// <summary>Compiles a library that something else may need.</summary>
    /// <param name="name">Its file's name and DT_SONAME.</param>
    /// <param name="needs">Paths of libraries that it needs.</param>
    /// <returns>Its path.</returns>
    public string Library(string name, params string[] needs) =>
        Compile(name, "int of_library(void) { return 7; }", ["-nostdlib", "-Wl,--no-as-needed", .. needs]);

    /// <summary>Compiles an extension module.</summary>
    /// <param name="name">The module's name, without a package.</param>
    /// <param name="needs">Paths of libraries that it needs.</param>
    /// <returns>The file's bytes.</returns>
    public byte[] Module(string name, params string[] needs) =>
        File.ReadAllBytes(
            Compile(
                $"{name}.abi3.so",
                Extension.Replace("NAME", name, StringComparison.Ordinal),
                ["-nostdlib", "-Wl,--no-as-needed", .. needs]
            )
        );

    /// <summary>Compiles a shared library.</summary>
    /// <param name="name">Its file's name and DT_SONAME.</param>
    /// <param name="source">Its source, in C.</param>
    /// <param name="options">Options and libraries for gcc, which runs in the folder of the libraries.</param>
    /// <returns>Its path.</returns>
    public string Compile(string name, string source, params string[] options)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "source.c"), source);
        MachineProgram.RunOrSkip("gcc", ["source.c", "-shared", "-fPIC", "-O1", $"-Wl,-soname,{name}", "-o", name, .. options], folder);
        return Path.Combine(folder, name);
    }
}
