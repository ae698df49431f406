using LayerPipeline.Cli;
using LayerPipeline.Cli.Building;
using LayerPipeline.Cli.Output;
using LayerPipeline.Cli.Steps;
using LayerPipeline.Cli.Tests.Demo;
using LayerPipeline.Local;

namespace LayerPipeline.Cli.Tests;

public sealed class PipOptionsTests
{
    [Fact]
    public void Without_options_pip_is_told_nothing() => new PipOptions().Arguments.ShouldBeEmpty();

    [Fact]
    public void Paths_become_absolute_and_addresses_stay_as_they_are()
    {
        var options = new PipOptions
        {
            Constraints = ["limits.txt", "https://example.org/limits.txt"],
            FindLinks = ["wheels/", "/srv/wheels", "file:///srv/wheels"],
            NoIndex = true,
            IndexUrl = "https://u:p@example.org/simple",
            ExtraIndexUrls = ["https://example.com/simple", "https://example.net/simple"],
        };

        string[] expected =
        [
            "--constraint",
            Path.GetFullPath("limits.txt"),
            "--constraint",
            "https://example.org/limits.txt",
            "--find-links",
            Path.GetFullPath("wheels/"),
            "--find-links",
            "/srv/wheels",
            "--find-links",
            "file:///srv/wheels",
            "--no-index",
            "--index-url",
            "https://u:p@example.org/simple",
            "--extra-index-url",
            "https://example.com/simple",
            "--extra-index-url",
            "https://example.net/simple",
        ];
        options.Arguments.ShouldBe(expected);
    }

    [Fact]
    public void What_is_not_there_is_said_and_addresses_are_left_to_pip()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["page.html"], "");

        new PipOptions { FindLinks = [folder.Path, folder["page.html"], "https://nowhere.invalid/"] }.Check();
        new PipOptions { Constraints = [folder["page.html"], "https://nowhere.invalid/limits.txt"] }.Check();
        Should.Throw<CommandLineException>(() => new PipOptions { FindLinks = [folder["nowhere"]] }.Check());
        Should.Throw<CommandLineException>(() => new PipOptions { Constraints = [folder.Path] }.Check());
    }
}
