using System.Diagnostics;
using System.Runtime.InteropServices;
using Xunit;

namespace LayerPipeline.Tests.Formats.Elf;

/// <summary>Compiles C with the machine's gcc; the test is skipped where there is none.</summary>
internal static class CompiledLibrary
{
    /// <summary>A library that chooses among tables of kernels, as OpenBLAS does. Functions are padded to some pages.</summary>
    public const string Kernels = """
        struct table { long id; int (*run)(int); int (*fill)(void); char rest[1200]; };
        #define PAD __asm__ volatile("jmp 1f\n .skip 20000, 0x90\n 1:")
        #define CORE(name, factor) \
            VISIBLE int run_##name(int x) { PAD; return x * factor; } \
            extern struct table gotoblas_##name; \
            static int fill_##name(void) { gotoblas_##name.id = factor; return factor; } \
            VISIBLE struct table gotoblas_##name = { 0, run_##name, fill_##name };
        CORE(OLD, 2)
        CORE(NEW, 3)
        CORE(OTHER, 5)
        struct table *chosen;
        int helper(int x) { PAD; return EXTRA; }
        int choose(int core) {
            chosen = core == 0 ? &gotoblas_OLD : core == 1 ? &gotoblas_NEW : &gotoblas_OTHER;
            chosen->fill();
            return chosen->run(1000) + helper(0);
        }
        """;

    private const string Caller = """
        #include <dlfcn.h>
        #include <stdio.h>
        int main(int argc, char **argv) {
            void *library = dlopen(argv[1], RTLD_NOW);
            if (!library) { printf("%s", dlerror()); return 1; }
            int (*choose)(int) = (int (*)(int))dlsym(library, "choose");
            printf("%d %d %d", choose(0), choose(1), choose(2));
            return 0;
        }
        """;

    /// <summary>Compiles a shared library.</summary>
    public static byte[] Compile(string source, params string[] options) =>
        InFolder(folder =>
        {
            var output = Path.Combine(folder, "out.so");
            Gcc(folder, source, [.. options, "-shared", "-fPIC", "-O1", "-o", output]);
            return File.ReadAllBytes(output);
        });

    /// <summary>Compiles a shared library for x86_64; the test is skipped where gcc would compile for another machine or system.</summary>
    public static byte[] CompileForX64(string source, params string[] options)
    {
        Assert.SkipUnless(
            RuntimeInformation.OSArchitecture == Architecture.X64 && OperatingSystem.IsLinux(),
            "gcc would compile for another machine"
        );
        return Compile(source, options);
    }

    /// <summary>Loads a library in a process of its own and gives what its choice of each core answers.</summary>
    public static string Choose(ReadOnlyMemory<byte> library) =>
        InFolder(folder =>
        {
            var (path, caller) = (Path.Combine(folder, "library.so"), Path.Combine(folder, "caller"));
            File.WriteAllBytes(path, library.ToArray());
            Gcc(folder, Caller, ["-o", caller, "-ldl"]);
            return Run(caller, [path]);
        });

    /// <summary>What binutils' strip makes of a library.</summary>
    public static byte[] Strip(byte[] library) =>
        InFolder(folder =>
        {
            var path = Path.Combine(folder, "library.so");
            File.WriteAllBytes(path, library);
            MachineProgram.RunOrSkip("strip", ["--strip-all", path]);
            return File.ReadAllBytes(path);
        });

    private static void Gcc(string folder, string source, string[] options)
    {
        var file = Path.Combine(folder, "source.c");
        File.WriteAllText(file, source);
        MachineProgram.RunOrSkip("gcc", [file, .. options]);
    }

    private static string Run(string program, string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false }
        )!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : $"exit code {process.ExitCode}: {output}";
    }

    private static T InFolder<T>(Func<string, T> work)
    {
        var folder = Directory.CreateTempSubdirectory("layerpipeline-").FullName;
        try
        {
            return work(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
