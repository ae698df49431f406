using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;
using LayerPipeline.Functions.Storage;
using LayerPipeline.Testing;
using Shouldly;
using YamlDotNet.RepresentationModel;

namespace LayerPipeline.Functions.Tests.Workflow;

public sealed class BuildProjectTests
{
    [Fact]
    public void Nothing_that_a_package_leaves_on_the_build_host_reaches_a_later_build()
    {
        Template.Find(Template.Root["Resources"], "BuildProject", "Properties", "Cache", "Type")!.ToString().ShouldBe("NO_CACHE");
        Buildspec().Children.ContainsKey("cache").ShouldBeFalse();
    }

    /// <summary>CodeBuild hands an exported value with quotes in it on as something else.</summary>
    [Fact]
    public async Task What_the_build_exports_has_no_quotes_and_is_what_the_functions_read()
    {
        var export = Template.Find(Buildspec(), "phases", "build", "commands").ShouldBeOfType<YamlSequenceNode>().Children[^1].ToString();
        var folder = Directory.CreateTempSubdirectory("pins-");
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "pins.json"),
            $$"""{"raw.zip": "\"{{new string('a', 32)}}\"", "baseline.json": "\"{{new string('b', 32)}}\""}"""
        );

        var shell = await CliWrap
            .Cli.Wrap("bash")
            .WithArguments(["-c", $"{export}; printf %s \"$PINS\""])
            .WithWorkingDirectory(folder.FullName)
            .ExecuteBufferedAsync();
        folder.Delete(recursive: true);

        shell.StandardOutput.ShouldMatch("^[A-Za-z0-9+/=]+$");
        ExpectedETags.Read(shell.StandardOutput)!["raw.zip"].ShouldBe($"\"{new string('a', 32)}\"");
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("arn:aws:secretsmanager:eu-west-1:123456789012:secret:pip/index-a1B2c3", true)]
    [InlineData("arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:index-a1B2c3", true)]
    [InlineData("arn:aws:secretsmanager:eu-west-1:123456789012:secret:index", false)]
    [InlineData("arn:aws:secretsmanager:eu-west-1:123456789012:secret:index-a1B2c3:url", false)]
    [InlineData("arn:aws:secretsmanager:eu-west-1:123456789012:secret:-a1B2c", false)]
    public void The_index_s_secret_is_named_with_the_suffix_that_permissions_need(string arn, bool isAllowed)
    {
        var pattern = Template.Find(Template.Root, "Parameters", "IndexSecretArn", "AllowedPattern").ShouldNotBeNull().ToString();

        Regex.IsMatch(arn, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)).ShouldBe(isAllowed);
    }

    private static YamlMappingNode Buildspec()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(Repository.Find("src/Workflow/buildspec.yml"))));
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }
}
