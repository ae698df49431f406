using System.Security.Cryptography;
using System.Text;
using LayerPipeline.Planning;

namespace LayerPipeline.Functions.Handlers;

/// <summary>
/// Names of what a run makes, from the plan's checked names and a digest: files are an execution's own, so that a second attempt finds
/// what the first one left; the throwaway function is the layer's, so that the next build finds what a cut-off execution left.
/// </summary>
/// <param name="deployment">Address of the bucket, by which deployments differ.</param>
/// <param name="execution">ARN of the execution.</param>
/// <param name="plan">The plan.</param>
internal sealed class ResourceNames(string deployment, string execution, BuildPlan plan)
{
    private const int LayerNameLength = 140;
    private const string CandidateSuffix = "-candidate";

    private readonly string _digest = Digest(execution, plan);

    /// <summary>Layer name, runtime and architecture with <c>/</c> between them.</summary>
    public string Target => $"{plan.Name}/{plan.Runtime.Name}/{plan.Architecture}";

    /// <summary>Folder of the run's files.</summary>
    public string Run => $"{plan.Name}-{plan.Runtime.Name}-{plan.Architecture}-{_digest}";

    /// <summary>A layer name of its own, so that nobody takes a candidate for the layer.</summary>
    public string Candidate =>
        (plan.Name.Length + CandidateSuffix.Length <= LayerNameLength ? plan.Name : plan.Name[..100] + "-" + Digest(deployment, plan))
        + CandidateSuffix;

    /// <summary>Name of the throwaway function; a function's name has at most 64 characters.</summary>
    /// <param name="prefix">What the roles' permissions are for.</param>
    public string Function(string prefix) => prefix + Digest(deployment, plan);

    private static string Digest(string owner, BuildPlan plan) =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{owner}\n{plan.Name}\n{plan.Runtime.Name}\n{plan.Architecture}"))
        )[..20];
}
