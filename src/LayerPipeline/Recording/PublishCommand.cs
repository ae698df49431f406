using LayerPipeline.Planning;

namespace LayerPipeline.Recording;

/// <summary>The AWS CLI commands that publish a layer.zip by hand.</summary>
internal static class PublishCommand
{
    /// <summary>
    /// Longest archive that goes inline: 69,905,067 bytes of Base64 in the request.
    /// Source: https://docs.aws.amazon.com/lambda/latest/api/API_LayerVersionContentInput.html.
    /// </summary>
    public const long InlineBytes = 69_905_067 / 4 * 3;

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
        if (zipBytes <= InlineBytes)
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
