using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Planning;

namespace LayerPipeline.Recording;

/// <summary>The AWS CLI commands that publish a layer.zip by hand.</summary>
internal static class PublishCommand
{
    /// <summary>Makes the commands, one per line.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="zipPath">Path of layer.zip.</param>
    /// <param name="zipBytes">Its length in bytes.</param>
    /// <returns>The commands.</returns>
    public static IReadOnlyList<string> Make(BuildPlan plan, string zipPath, long zipBytes)
    {
        var publish =
            $"aws lambda publish-layer-version --layer-name {plan.Name} --description {Quote(plan.Request.Publish.Description ?? plan.Name)}"
            + $" --compatible-runtimes {plan.Runtime.Name} --compatible-architectures {plan.Architecture}";
        if (zipBytes <= LambdaLimits.InlineZipBytes)
        {
            return [$"{publish} --zip-file {Quote("fileb://" + zipPath)}"];
        }

        return [$"aws s3 cp {Quote(zipPath)} s3://$BUCKET/{plan.Name}.zip", $"{publish} --content S3Bucket=$BUCKET,S3Key={plan.Name}.zip"];
    }

    private static string Quote(string text) =>
        text.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or ':' or '=')
            ? text
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
