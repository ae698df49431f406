using CsCheck;
using LayerPipeline.Installing;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Installing;

public sealed class PipFailureTests
{
    public static TheoryData<InstallFailure, string, string, string, string> Failures { get; } =
        new()
        {
            { InstallFailure.UnknownPackage, "3.13", PipTexts.Unknown, PipTexts.UnknownLog, "(did you mean 'numpy'?)" },
            { InstallFailure.UnknownPackage, "3.13", PipTexts.Unknown, PipTexts.UnknownLog, "The command 'demo' needs neither." },
            { InstallFailure.UnknownPackage, "3.13", PipTexts.Refused, PipTexts.NotFoundLog, "pip found no package for 'requests'" },
            { InstallFailure.UnknownVersion, "3.10", PipTexts.UnknownVersion, "", "Available: 1.26.4, 2.2.6" },
            { InstallFailure.UnknownVersion, "3.13", PipTexts.UnknownDependency, "", "'pydantic-core==2.50.3' (needed by pydantic)" },
            { InstallFailure.WheelTooNew, "3.11", PipTexts.NoNumpy, PipTexts.NoAbiLog, "need glibc 2.27" },
            {
                InstallFailure.WheelTooNew,
                "3.11",
                PipTexts.AbiTooNew,
                PipTexts.AbiTooNewLog,
                "need glibc 2.34; python3.11 (Amazon Linux 2) has 2.26"
            },
            {
                InstallFailure.NoWheelForRuntime,
                "3.12",
                PipTexts.NoNumpy,
                PipTexts.TooNewLog,
                "It has wheels for cp310 on manylinux2014_x86_64"
            },
            { InstallFailure.NoWheelForRuntime, "3.10", PipTexts.PinnedElsewhere, PipTexts.TooNewLog, "Request 1.26.4, 2.2.6." },
            { InstallFailure.SourcesOnly, "3.13", PipTexts.Source, PipTexts.SourceLog, "\"allowBuild\": true" },
            { InstallFailure.PythonNotSupported, "3.10", PipTexts.RequiresPython, "", "2.4.0 Requires-Python >=3.11" },
            { InstallFailure.PythonNotSupported, "3.13", PipTexts.ForeignPython, "", "or a Python 3.13 interpreter" },
            { InstallFailure.PythonNotSupported, "3.10", PipTexts.ForeignPython, "", "does not support Python 3.10" },
            { InstallFailure.Hash, "3.13", PipTexts.Hash, "", "A file does not match its hash in the requirements" },
            { InstallFailure.Hash, "3.13", PipTexts.HashMissing, "", "a pinned version for every package" },
            { InstallFailure.IndexUnreachable, "3.13", PipTexts.Offline, "", "'demo'" },
            { InstallFailure.IndexUnreachable, "3.13", PipTexts.Offline, "", "--find-links" },
            { InstallFailure.IndexUnreachable, "3.13", PipTexts.Refused, PipTexts.RefusedLog, "refused (401 Client Error)" },
            { InstallFailure.IndexUnreachable, "3.13", PipTexts.Refused, PipTexts.BrokenIndexLog, "too many 503 error responses" },
            { InstallFailure.BuildFailed, "3.13", PipTexts.BuildDependencies, "", "The build dependencies of a package" },
            { InstallFailure.UnusablePip, "3.13", PipTexts.NoPip, "", "ensurepip" },
            { InstallFailure.UnusablePip, "3.13", PipTexts.OldPip, "", "23.0 or later" },
            { InstallFailure.DiskFull, "3.13", PipTexts.FullDisk, "", "TMPDIR" },
            { InstallFailure.Other, "3.13", "", "", "exited with code 2" },
        };

    [Theory]
    [MemberData(nameof(Failures))]
    public void A_failure_is_named_and_says_what_to_do(InstallFailure failure, string python, string error, string log, string problem)
    {
        var exception = PipFailure.Explain(2, "", error, log, Plan(python));

        exception.Failure.ShouldBe(failure);
        exception.Problem.ShouldContain(problem);
        exception.ExitCode.ShouldBe(2);
        exception.Message.ShouldStartWith(exception.Problem);
        exception.PipLines.Count.ShouldBeLessThanOrEqualTo(25);
    }

    [Fact]
    public void A_conflict_shows_its_causes_which_are_not_among_the_errors()
    {
        var exception = PipFailure.Explain(1, PipTexts.ConflictOutput, PipTexts.Conflict, "", Plan("3.13"));

        exception.Failure.ShouldBe(InstallFailure.Conflict);
        exception.Message.ShouldContain("    The user requested numpy<2");
        exception.Message.ShouldNotContain("Looking in links");
        exception.Message.ShouldNotContain("To fix this");
    }

    [Fact]
    public void Of_retries_only_the_last_is_shown() =>
        PipFailure
            .Explain(1, "", PipTexts.Offline, "", Plan("3.13"))
            .PipLines.Select(line => line.Split(" after", 2)[0])
            .ShouldBe([
                "WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None))",
                "ERROR: Could not find a version that satisfies the requirement requests (from versions: none)",
                "ERROR: No matching distribution found for requests",
            ]);

    [Fact]
    public void The_lines_below_an_error_belong_to_it() =>
        PipFailure
            .Explain(1, "", PipTexts.Hash, "", Plan("3.13"))
            .PipLines[^1]
            .ShouldEndWith("Got        8abb2f1d86890a2dfb989f9a77cfcfd3e47c2a354b01111771326f8aa26e0254");

    [Fact]
    public void What_a_build_said_is_taken_from_the_log_which_alone_has_it()
    {
        var exception = PipFailure.Explain(1, "", PipTexts.BuildFailed, PipTexts.BuildFailedLog, Plan("3.10"));

        exception.Failure.ShouldBe(InstallFailure.BuildFailed);
        exception.Message.ShouldContain("fatal error: nosuchheader.h: No such file or directory");
        exception.Message.ShouldContain("× Running setup.py install for cext did not run successfully.");
        exception.Message.ShouldNotContain("See above");
        exception.Message.ShouldNotContain("pip-setuptools-caller");
    }

    [Fact]
    public void Warnings_about_the_machines_own_packages_do_not_hide_the_cause() =>
        PipFailure
            .Explain(1, "", "\u001b[31mERROR: boom\u001b[0m\n" + PipTexts.UnknownVersion, "", Plan("3.10"))
            .PipLines[0]
            .ShouldBe("ERROR: boom");

    [Fact]
    public void No_secret_of_an_index_is_shown()
    {
        const string Error = "ERROR: HTTP error 403 while getting https://user:secret@example.org/simple/six/";

        var exception = PipFailure.Explain(1, "Looking in indexes: https://user:secret@example.org/simple", Error, "", Plan("3.13"));

        exception.Message.ShouldContain("https://****@example.org/simple/six/");
        exception.Message.ShouldNotContain("secret");
    }

    [Fact]
    public void An_endless_output_is_shortened()
    {
        var error = string.Concat(Enumerable.Range(0, 200_000).Select(number => $"ERROR: line {number} {new string('x', 50)}\n"));

        var exception = PipFailure.Explain(1, "", error, "", Plan("3.13"));

        exception.Message.Length.ShouldBeLessThan(20_000);
    }

    [Fact]
    public void Any_output_is_explained() =>
        Gen.Select(Gen.String, Gen.String[Gen.Char["ERROR: fromversions()[]│×\n'%-.whl/ 2_"], 0, 80], Gen.Int[0, 400])
            .Sample(
                (output, noise, cut) =>
                {
                    var error = PipTexts.UnknownVersion[..Math.Min(cut, PipTexts.UnknownVersion.Length)] + noise;
                    PipFailure.Explain(1, output, error, PipTexts.TooNewLog + noise, Plan("3.13")).Message.ShouldNotBeEmpty();
                },
                iter: 1_000
            );

    private static BuildPlan Plan(string python) =>
        new Planner().Plan(new LayerRequest { Packages = ["six", "pydantic"], Python = [python] }, new DateOnly(2026, 11, 22))[0];
}
