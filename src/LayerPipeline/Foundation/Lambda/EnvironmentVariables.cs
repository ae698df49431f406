using System.Text;

namespace LayerPipeline.Foundation.Lambda;

/// <summary>What Lambda says of a function's environment variables.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html.</remarks>
internal static class EnvironmentVariables
{
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "_HANDLER",
        "_X_AMZN_TRACE_ID",
        "AWS_ACCESS_KEY",
        "AWS_ACCESS_KEY_ID",
        "AWS_DEFAULT_REGION",
        "AWS_EXECUTION_ENV",
        "AWS_REGION",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
        "LAMBDA_RUNTIME_DIR",
        "LAMBDA_TASK_ROOT",
    };

    /// <summary>Whether Lambda sets a variable itself and refuses it of a function.</summary>
    /// <param name="name">Its name.</param>
    public static bool IsReserved(string name) => Reserved.Contains(name) || name.StartsWith("AWS_LAMBDA_", StringComparison.Ordinal);

    /// <summary>Bytes that names and values have together.</summary>
    /// <param name="variables">Values by name.</param>
    public static int BytesOf(IReadOnlyDictionary<string, string> variables) =>
        variables.Sum(pair => Encoding.UTF8.GetByteCount(pair.Key) + Encoding.UTF8.GetByteCount(pair.Value));
}
