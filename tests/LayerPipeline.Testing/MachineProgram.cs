using System.ComponentModel;
using System.Diagnostics;
using Xunit;

namespace LayerPipeline.Testing;

/// <summary>Programs of the machine, such as its compiler.</summary>
public static class MachineProgram
{
    /// <summary>Runs a program that has to succeed; skips the test where it is not installed.</summary>
    /// <param name="program">Its name on PATH.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">Its working folder; otherwise that of this process.</param>
    public static void RunOrSkip(string program, IEnumerable<string> arguments, string? folder = null)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder ?? "" })!;
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}");
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{program} is not installed");
        }
    }
}
