using System.Text;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Probing;

namespace LayerPipeline.Judging;

/// <summary>Something worked on the untouched packages, does not on the layer, and could not be repaired.</summary>
/// <param name="message">What regressed, how it failed, and the next step.</param>
public sealed class ImportRegressionException(string message) : LayerPipelineException(message)
{
    private const int Listed = 5;
    private const string LookAtTheRequest = "name what they need in prune.keep, or lower prune.upTo.";
    private const string LookAtThePlace =
        "the untouched packages fail like this too where the layer is probed, or the failure comes and goes. Look for what the two "
        + "places differ in: the user, /dev/shm, a device, a library of the system. Then provide it, or leave the package out.";

    /// <summary>Makes the failure of a judgement that stops a build.</summary>
    /// <param name="judgement">The judgement.</param>
    /// <returns>The exception.</returns>
    public static ImportRegressionException Of(Judgement judgement)
    {
        var text = new StringBuilder();
        var failing = Plural.Of(
            judgement.Regressions.Count,
            "module or behaviour that worked on the untouched packages fails",
            "modules or behaviours that worked on the untouched packages fail"
        );
        text.Append($"{failing} on the layer:");
        foreach (var regression in judgement.Regressions.Take(Listed))
        {
            text.Append($"\n  {regression.Id}: {Describe(regression)}");
        }

        if (judgement.Regressions.Count > Listed)
        {
            text.Append("\n " + MessageText.AndMore(judgement.Regressions.Count - Listed));
        }

        text.Append($"\nWhy it could not be repaired: {judgement.Problem}.");
        text.Append($"\nNext: {(judgement.IsUnrelatedToPruning ? LookAtThePlace : LookAtTheRequest)}");
        return new ImportRegressionException(text.ToString());
    }

    private static string Describe(Regression regression) => regression.Error?.Summary ?? regression.Reason;
}
