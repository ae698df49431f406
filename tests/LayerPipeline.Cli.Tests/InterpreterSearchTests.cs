using LayerPipeline.Cli;
using LayerPipeline.Cli.Output;
using LayerPipeline.Local;
using LayerPipeline.Local.Interpreters;

namespace LayerPipeline.Cli.Tests;

public sealed class InterpreterSearchTests : IDisposable
{
    private readonly FakePythons _machine = new();

    public void Dispose() => _machine.Dispose();

    [Fact]
    public async Task Interpreters_are_found_on_the_path_and_where_pyenv_uv_and_conda_keep_them()
    {
        _machine
            .With("bin/python3", "3.11.2")
            .With("home/.pyenv/versions/3.12.1/bin/python3", "3.12.1")
            .With("home/.local/share/uv/python/cpython-3.13.0-linux-x86_64-gnu/bin/python3", "3.13.0")
            .With("home/miniconda3/envs/science/bin/python3", "3.10.9");

        (await FindAsync(null)).ShouldBe(["3.11.2", "3.12.1", "3.13.0", "3.10.9"]);
    }

    [Fact]
    public async Task Folders_that_variables_name_are_searched_instead()
    {
        _machine
            .Set("PYENV_ROOT", "pyenv")
            .Set("UV_PYTHON_INSTALL_DIR", "uv")
            .With("pyenv/versions/3.12.1/bin/python3", "3.12.1")
            .With("uv/cpython-3.13.0-linux-x86_64-gnu/bin/python3", "3.13.0")
            .With("home/.pyenv/versions/3.10.1/bin/python3", "3.10.1");

        (await FindAsync(null)).ShouldBe(["3.12.1", "3.13.0"]);
    }

    [Fact]
    public async Task Only_those_that_can_be_of_the_version_are_asked()
    {
        _machine
            .With("bin/python3", "3.13.2")
            .WithScript("bin/python3.12", Told("3.12.1"))
            .WithScript("home/.pyenv/versions/3.11.7/bin/python3", Told("3.11.7"))
            .WithScript("home/.local/share/uv/python/cpython-3.10.1-linux-x86_64-gnu/bin/python3", Told("3.10.1"))
            .With("home/.pyenv/versions/3.13.0/bin/python3", "3.13.0");

        (await FindAsync("3.13")).ShouldBe(["3.13.2", "3.13.0"]);

        File.Exists(_machine["told"]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_version_counts_once_and_the_path_comes_first()
    {
        _machine.With("bin/python3", "3.13.0").With("bin/python3.13", "3.13.0").With("home/.pyenv/versions/3.13.0/bin/python3", "3.13.0");

        var found = await Search.FindAsync("3.13", CancellationToken.None);

        found.ShouldHaveSingleItem().Path.ShouldBe(_machine["bin/python3"]);
    }

    [Theory]
    [InlineData("echo 2.7.18 x86_64 Linux True")]
    [InlineData("echo 3.13.0 x86_64")]
    [InlineData("echo pyenv: version 3.13 is not installed >&2; exit 127")]
    [InlineData("echo 3.13.0 x86_64 Linux True; exit 1")]
    [InlineData("")]
    public async Task What_does_not_answer_as_a_Python_3_is_passed_over(string script)
    {
        _machine.WithScript("bin/python3", script).With("bin/python3.13", "3.13.0");

        (await FindAsync(null)).ShouldBe(["3.13.0"]);
        await Should.ThrowAsync<CommandLineException>(() => InterpreterSearch.AskAsync(_machine["bin/python3"], CancellationToken.None));
    }

    [Fact]
    public async Task A_file_that_can_not_run_is_passed_over()
    {
        await File.WriteAllTextAsync(_machine["bin/python3"], "no program");
        _machine.With("bin/python3.13", "3.13.0").With("bin/python3-config", "3.12.0").With("bin/python3.12-dbg", "3.12.0");

        (await FindAsync(null)).ShouldBe(["3.13.0"]);
    }

    [Theory]
    [InlineData("3.13", "x86_64", "3.13.0", "x86_64", true)]
    [InlineData("3.13", "arm64", "3.13.0", "aarch64", true)]
    [InlineData("3.13", "arm64", "3.13.0", "x86_64", false)]
    [InlineData("3.13", "x86_64", "3.12.9", "x86_64", false)]
    [InlineData("3.1", "x86_64", "3.13.0", "x86_64", false)]
    public void A_Python_proves_its_own_version_and_architecture(
        string python,
        string architecture,
        string own,
        string machine,
        bool can
    ) => new Interpreter("/python3", own, machine, "Linux", HasPip: true).CanProve(python, architecture).ShouldBe(can);

    private string Told(string version) => $"touch {_machine["told"]}; echo {version} x86_64 Linux True";

    private InterpreterSearch Search => new(_machine.Environment);

    // Images that wheels are built in have interpreters where no variable says so.
    private async Task<IEnumerable<string>> FindAsync(string? python) =>
        (await Search.FindAsync(python, CancellationToken.None))
            .Where(found => !found.Path.StartsWith("/opt/python/", StringComparison.Ordinal))
            .Select(found => found.Version);
}
