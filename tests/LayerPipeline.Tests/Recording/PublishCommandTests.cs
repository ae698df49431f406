using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Recording;

namespace LayerPipeline.Tests.Recording;

public sealed class PublishCommandTests
{
    [Fact]
    public void A_small_layer_goes_inline()
    {
        var command = PublishCommand.Make(Plan("one"), "out/x/layer.zip", LambdaLimits.InlineZipBytes).ShouldHaveSingleItem();

        command.ShouldBe(
            "aws lambda publish-layer-version --layer-name x --description one --compatible-runtimes python3.13 "
                + "--compatible-architectures arm64 --zip-file fileb://out/x/layer.zip"
        );
    }

    [Fact]
    public void A_large_layer_goes_through_a_bucket()
    {
        var commands = PublishCommand.Make(Plan("one"), "out/x/layer.zip", LambdaLimits.InlineZipBytes + 1);

        commands.Count.ShouldBe(2);
        commands[0].ShouldBe("aws s3 cp out/x/layer.zip s3://$BUCKET/x.zip");
        commands[1].ShouldEndWith("--content S3Bucket=$BUCKET,S3Key=x.zip");
    }

    [Theory]
    [InlineData("two words", "'two words'")]
    [InlineData("it's; rm -rf $HOME `x`", "'it'\\''s; rm -rf $HOME `x`'")]
    [InlineData("a\nb", "'a\nb'")]
    public void What_a_shell_would_read_is_quoted(string description, string quoted)
    {
        PublishCommand.Make(Plan(description), "l.zip", 1)[0].ShouldContain($"--description {quoted} --compatible");
        PublishCommand.Make(Plan("one"), description, 1)[0].ShouldEndWith(quoted.Insert(1, "fileb://"));
    }

    private static BuildPlan Plan(string description)
    {
        var request = new LayerRequest
        {
            Name = "x",
            Packages = ["alpha"],
            Python = ["3.13"],
            Architecture = ["arm64"],
            Publish = new PublishRequest { Description = description },
        };
        return new Planner().Plan(request, new DateOnly(2026, 11, 1))[0];
    }
}
