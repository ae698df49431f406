using System.Text.RegularExpressions;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Planning;

namespace LayerPipeline.Installing;

/// <summary>Turns a failed pip into one exception that says what happened and what to do. Texts are those of pip 23 to 25.</summary>
public static partial class PipFailure
{
    private const string Unreachable =
        "pip's index did not answer. Check the network, the proxy and pip's configuration (python -m pip config list); "
        + "or provide wheels with --find-links FOLDER --no-index; or try the command 'demo', which needs no index.";

    /// <summary>Explains why pip failed.</summary>
    /// <param name="exitCode">pip's exit code, not 0.</param>
    /// <param name="output">What pip wrote to its standard output.</param>
    /// <param name="error">What pip wrote to its standard error.</param>
    /// <param name="log">The text of <see cref="PipArguments.LogFile"/>, or empty where there is none.</param>
    /// <param name="plan">The plan that was being installed.</param>
    /// <returns>The exception to throw.</returns>
    public static InstallFailedException Explain(int exitCode, string output, string error, string log, BuildPlan plan)
    {
        var said = new PipOutput(output, error, log);
        var missing = MissingDistribution.Explain(said, plan);
        var (failure, problem) =
            ExplainPip(said)
            ?? ExplainDisk(said)
            ?? ExplainHashes(said)
            ?? ExplainConflict(said)
            ?? ExplainPython(said, plan)
            ?? ExplainBuild(said)
            ?? (missing?.Failure is InstallFailure.UnknownPackage ? ExplainNetwork(said) ?? missing : missing)
            ?? ExplainNetwork(said)
            ?? (InstallFailure.Other, $"pip exited with code {exitCode}.");
        return new InstallFailedException(failure, problem, exitCode, said.WhatMatters());
    }

    private static (InstallFailure, string)? ExplainPip(PipOutput said)
    {
        if (said.Says("No module named pip"))
        {
            return (
                InstallFailure.UnusablePip,
                "The interpreter has no pip. Install it (python -m ensurepip) or choose another with --interpreter."
            );
        }

        return said.Says("no such option")
            ? (
                InstallFailure.UnusablePip,
                "This pip is too old; 23.0 or later is needed. Upgrade it (python -m pip install --upgrade pip)."
            )
            : null;
    }

    // Only the log has the answer of an index that refused; pip goes on as if the package did not exist.
    private static (InstallFailure, string)? ExplainNetwork(PipOutput said)
    {
        if (said.FindAnywhere(Refused()) is { } refused)
        {
            return (
                InstallFailure.IndexUnreachable,
                $"pip's index refused ({refused.Value}). Check its address and your credentials in pip's configuration (python -m pip config list)."
            );
        }

        return said.FindAnywhere(NoAnswer()) is null ? null : (InstallFailure.IndexUnreachable, Unreachable);
    }

    private static (InstallFailure, string)? ExplainDisk(PipOutput said) =>
        said.Says("No space left on device")
            ? (InstallFailure.DiskFull, "The disk is full. Free some space, or point TMPDIR and the output at another disk.")
            : null;

    private static (InstallFailure, string)? ExplainHashes(PipOutput said)
    {
        if (said.Says("DO NOT MATCH THE HASHES"))
        {
            return (
                InstallFailure.Hash,
                "A file does not match its hash in the requirements. If you changed the version on purpose, update the hash; otherwise find out who changed the file."
            );
        }

        return said.Says("--require-hashes mode")
            ? (
                InstallFailure.Hash,
                "Some requirements have hashes, so pip requires a hash and a pinned version for every package, including dependencies. Add the ones that pip names, or remove all hashes."
            )
            : null;
    }

    private static (InstallFailure, string)? ExplainConflict(PipOutput said) =>
        said.Says("ResolutionImpossible") || said.Says("conflicting dependencies")
            ? (InstallFailure.Conflict, "The requirements contradict each other. Loosen or remove one of those that pip names.")
            : null;

    // A foreign pip before 23.3 judges by the Python that it runs on: https://github.com/pypa/pip/pull/12218.
    private static (InstallFailure, string)? ExplainPython(PipOutput said, BuildPlan plan)
    {
        if (said.Find(OtherPython()) is not { } match)
        {
            return null;
        }

        var python = match.Groups["python"].Value;
        var own = python.StartsWith(plan.Runtime.Python + ".", StringComparison.Ordinal);
        return (
            InstallFailure.PythonNotSupported,
            own
                ? $"A package does not support Python {plan.Runtime.Python}. Request another version of it, or choose another Python."
                : $"This pip checks packages against its own Python {python}, not against {plan.Runtime.Python}. "
                    + $"Use pip 23.3 or later, or a Python {plan.Runtime.Python} interpreter (--interpreter)."
        );
    }

    private static (InstallFailure, string)? ExplainBuild(PipOutput said)
    {
        if (said.Says("to install build dependencies did not run successfully"))
        {
            return (
                InstallFailure.BuildFailed,
                "The build dependencies of a package could not be installed. Provide them through the index or --find-links, or request a version that has a wheel."
            );
        }

        return said.Says("subprocess-exited-with-error") || said.Says("Failed building wheel") || said.Says("metadata-generation-failed")
            ? (
                InstallFailure.BuildFailed,
                "A package could not be compiled here. Request a version that has a wheel, or build it in the runtime's image, where its compilers and headers are."
            )
            : null;
    }

    [GeneratedRegex(
        @"Retrying \(Retry\(|Max retries exceeded|NewConnectionError|ConnectTimeoutError|Read timed out|ProxyError|There was a problem confirming the ssl certificate|CERTIFICATE_VERIFY_FAILED",
        RegexOptions.CultureInvariant,
        Matching.Milliseconds
    )]
    private static partial Regex NoAnswer();

    [GeneratedRegex(
        @"\b(?:401|403|407|5\d\d) (?:Client|Server) Error|too many 5\d\d error responses",
        RegexOptions.CultureInvariant,
        Matching.Milliseconds
    )]
    private static partial Regex Refused();

    [GeneratedRegex(
        @"require[s]? a different Python[:.] (?<python>[0-9][0-9A-Za-z.]*) not in",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        Matching.Milliseconds
    )]
    private static partial Regex OtherPython();
}
