using System.Text.Json;
using System.Text.RegularExpressions;
using Shouldly;
using YamlDotNet.RepresentationModel;

namespace LayerPipeline.Functions.Tests.Workflow;

/// <summary>
/// Layers that are signed, or that Lambda reads from the bucket. Sources: AWS Signer API, StartSigningJob and DescribeSigningJob; Lambda
/// developer guide, Self-managed S3 code storage.
/// </summary>
public sealed class KeepTests
{
    private static readonly YamlNode Resources = Template.Root["Resources"];

    [Fact]
    public void What_is_neither_signed_nor_kept_in_the_bucket_goes_straight_to_its_publication()
    {
        var choice = StateMachine.Items(StateMachine.States["IsKept"], "Choices").ShouldHaveSingleItem();

        Text(choice, "Condition").ShouldBe("{% $build.storage = 'reference' or $build.signingProfile != '' %}");
        Text(StateMachine.States["IsKept"], "Default").ShouldBe("ListVersions");
        StateMachine.Exits(StateMachine.States["Verdict"]).ShouldBe(["Prune", "IsKept"], ignoreOrder: true);
    }

    /// <summary>All of these the service requires; the owner is for a profile of another account.</summary>
    [Fact]
    public void A_signing_job_names_the_profile_the_object_s_version_and_where_the_signed_one_goes()
    {
        var arguments = StateMachine.States["StartSigning"].GetProperty("Arguments");

        Names(arguments).ShouldBe(["ProfileName", "ProfileOwner", "ClientRequestToken", "Source", "Destination"]);
        Names(arguments.GetProperty("Source").GetProperty("S3")).ShouldBe(["BucketName", "Key", "Version"]);
        Names(arguments.GetProperty("Destination").GetProperty("S3")).ShouldBe(["BucketName", "Prefix"]);
        Text(arguments, "ClientRequestToken").ShouldContain("$version", Case.Sensitive, "the same object is signed once");
    }

    [Fact]
    public void Only_a_job_that_succeeded_leads_to_a_publication_and_one_that_hangs_ends()
    {
        var choices = StateMachine.Items(StateMachine.States["IsSigned"], "Choices").Select(choice => Text(choice, "Condition"));

        choices.ShouldBe(["{% $job.Status = 'Succeeded' %}", "{% $job.Status = 'InProgress' and $jobLooks < 4 %}"]);
        StateMachine.Exits(StateMachine.States["IsSigned"]).ShouldBe(["FindSigned", "WaitForJob", "NotSigned"]);
        Text(StateMachine.States["NotSigned"], "Next").ShouldBe("CleanUp");
        Text(StateMachine.States["NotSigned"].GetProperty("Assign").GetProperty("problem"), "cause").ShouldContain("$job.StatusReason");
    }

    [Fact]
    public void What_was_signed_or_kept_is_what_is_published_and_recorded()
    {
        var found = StateMachine.States["FindSigned"].GetProperty("Assign");
        var published = Text(StateMachine.States["Publish"].GetProperty("Arguments"), "Content");
        var recorded = StateMachine.States["Record"].GetProperty("Arguments").GetProperty("Payload");

        Text(found, "key").ShouldBe("{% $job.SignedObject.S3.Key %}");
        published.ShouldContain("'S3Key': $key");
        published.ShouldContain("'S3ObjectVersion': $version");
        published.ShouldContain("$build.storage = 'reference' ? { 'S3ObjectStorageMode': 'REFERENCE' }");
        Text(recorded.GetProperty("object"), "key").ShouldBe("{% $key %}");
        Text(recorded, "codeSha256").ShouldBe("{% $published256 %}");
    }

    /// <summary>A candidate lives for minutes; its archive is a file of the run, which expires.</summary>
    [Fact]
    public void A_candidate_is_always_a_copy() =>
        Names(StateMachine.States["PublishCandidate"].GetProperty("Arguments").GetProperty("Content")).ShouldBe(["S3Bucket", "S3Key"]);

    [Fact]
    public void Nothing_expires_below_layers_and_no_role_can_delete_it()
    {
        var rules = Template
            .Find(Resources, "LayerBucket", "Properties", "LifecycleConfiguration", "Rules")
            .ShouldBeOfType<YamlSequenceNode>()
            .Where(rule => Template.Find(rule, "AbortIncompleteMultipartUpload") is null)
            .ToList();

        Template.Find(Resources, "LayerBucket", "Properties", "VersioningConfiguration", "Status")!.ToString().ShouldBe("Enabled");
        Template.Find(Resources, "LayerBucket", "DeletionPolicy")!.ToString().ShouldBe("Retain");
        rules.ShouldHaveSingleItem()["Prefix"].ToString().ShouldBe("signing/");
        StateMachine
            .States.Values.Where(state => StateMachine.Integration(state) == "aws-sdk:s3:deleteObject")
            .Select(state => Text(state.GetProperty("Arguments"), "Bucket"))
            .ShouldAllBe(bucket => bucket == "${Bucket}");
        Allowed("${LayerBucket.Arn}/").SelectMany(Actions).ShouldBe(["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]);
    }

    [Fact]
    public void Lambda_may_read_layers_for_this_account_and_nothing_else()
    {
        var statement = Template
            .Find(Resources, "LayerBucketPolicy", "Properties", "PolicyDocument", "Statement")
            .ShouldBeOfType<YamlSequenceNode>()
            .Single(statement => statement["Effect"].ToString() == "Allow");

        statement["Principal"]["Service"].ToString().ShouldBe("lambda.amazonaws.com");
        Actions(statement).ShouldBe(["s3:GetObject", "s3:GetObjectVersion"]);
        statement["Resource"].ToString().ShouldBe("${LayerBucket.Arn}/layers/*");
        statement["Condition"]["StringEquals"]["aws:SourceAccount"].ToString().ShouldBe("AWS::AccountId");
    }

    [Fact]
    public void Only_with_a_profile_may_the_workflow_sign()
    {
        var signing = Statements(Resources["StateMachineRole"])
            .Where(statement => statement.ToString().Contains("signer:", StringComparison.Ordinal))
            .ToList();

        signing.Count.ShouldBe(2);
        signing.ShouldAllBe(statement => statement is YamlSequenceNode && statement[0].ToString() == "Signing");
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("arn:aws:signer:eu-west-1:123456789012:/signing-profiles/our_layers", true)]
    [InlineData("arn:aws-cn:signer:cn-north-1:123456789012:/signing-profiles/ab", true)]
    [InlineData("arn:aws:signer:eu-west-1:123456789012:/signing-profiles/our_layers/a1b2c3", false)]
    [InlineData("arn:aws:signer:eu-west-1:123456789012:/signing-jobs/1", false)]
    [InlineData("our_layers", false)]
    public void A_profile_is_named_without_its_version(string arn, bool isAllowed)
    {
        var pattern = Template.Find(Template.Root, "Parameters", "SigningProfileArn", "AllowedPattern").ShouldNotBeNull().ToString();

        Regex.IsMatch(arn, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)).ShouldBe(isAllowed);
    }

    private static IEnumerable<YamlNode> Allowed(string resource) =>
        Template
            .Resources.Where(item => item.Value["Type"].ToString() == "AWS::IAM::Role")
            .SelectMany(role => Statements(role.Value))
            .Select(statement => statement is YamlSequenceNode choice ? choice[1] : statement)
            .Where(statement =>
                statement["Resource"] is YamlSequenceNode list
                && list.Any(item => item.ToString().StartsWith(resource, StringComparison.Ordinal))
            );

    private static YamlSequenceNode Statements(YamlNode role) =>
        (YamlSequenceNode)Template.Find(role, "Properties", "Policies").ShouldNotBeNull()[0]["PolicyDocument"]["Statement"];

    private static IEnumerable<string> Actions(YamlNode statement) =>
        ((YamlSequenceNode)statement["Action"]).Select(action => action.ToString());

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(property => property.Name);
}
