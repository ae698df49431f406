using LayerPipeline.Cli;
using LayerPipeline.Cli.Output;
using LayerPipeline.Local;
using LayerPipeline.Local.Interpreters;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Cli.Tests;

public sealed class InterpreterChoiceTests : IDisposable
{
    private readonly FakePythons _machine = new();

    public void Dispose() => _machine.Dispose();

    [Fact]
    public async Task One_that_proves_is_preferred_to_one_that_comes_first()
    {
        _machine.With("bin/python3", "3.13.1", "aarch64").With("home/.pyenv/versions/3.13.0/bin/python3", "3.13.0");

        var choice = await ChooseAsync("3.13", "x86_64");

        choice.Interpreter.Version.ShouldBe("3.13.0");
        choice.WhyUnproven.ShouldBeNull();
    }

    [Fact]
    public async Task One_without_pip_is_passed_over()
    {
        _machine.With("bin/python3", "3.13.1", pip: false).With("home/.pyenv/versions/3.13.0/bin/python3", "3.13.0");

        (await ChooseAsync("3.13", "x86_64")).Interpreter.Version.ShouldBe("3.13.0");
    }

    [Fact]
    public async Task Another_architecture_is_installed_for_but_not_proven()
    {
        _machine.With("bin/python3", "3.13.1");

        var choice = await ChooseAsync("3.13", "arm64");

        choice.Interpreter.Version.ShouldBe("3.13.1");
        choice.WhyUnproven.ShouldNotBeNull().ShouldContain("can't run the contents of a layer for arm64");
    }

    [Fact]
    public async Task Another_version_needs_consent()
    {
        _machine.With("bin/python3", "3.12.1");

        var error = await Should.ThrowAsync<CommandLineException>(() => ChooseAsync("3.13", "x86_64"));
        var choice = await ChooseAsync("3.13", "x86_64", allowUnproven: true);

        error.Message.ShouldContain("Found: 3.12.1 at " + _machine["bin/python3"]);
        error.Message.ShouldContain("--unproven");
        choice.Interpreter.Version.ShouldBe("3.12.1");
        choice.WhyUnproven.ShouldNotBeNull().ShouldContain("Python 3.13 is not installed on this machine");
    }

    [Fact]
    public async Task One_that_is_named_is_the_only_one_asked()
    {
        _machine.With("bin/python3", "3.13.1").With("named", "3.12.1").With("bare", "3.13.1", pip: false);

        (await ChooseAsync("3.12", "x86_64", "named")).Interpreter.Path.ShouldBe(_machine["named"]);
        (await Should.ThrowAsync<CommandLineException>(() => ChooseAsync("3.13", "x86_64", "named"))).Message.ShouldContain(
            "is not Python 3.13. Found: 3.12.1"
        );
        (await Should.ThrowAsync<CommandLineException>(() => ChooseAsync("3.13", "x86_64", "bare"))).Message.ShouldContain("-m ensurepip");
    }

    private async Task<InterpreterChoice> ChooseAsync(string python, string architecture, string? named = null, bool allowUnproven = false)
    {
        var target = new Planner().Targets(new LayerRequest { Python = [python], Architecture = [architecture] })[0];
        var path = named is null ? null : _machine[named];
        return await InterpreterChoice.MakeAsync(
            target,
            path,
            allowUnproven,
            new InterpreterSearch(_machine.Environment),
            CancellationToken.None
        );
    }
}
