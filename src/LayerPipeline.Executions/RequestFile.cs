namespace LayerPipeline.Executions;

/// <summary>The file that a request names, as an execution finds it.</summary>
/// <param name="Path">Its path below <c>requests/</c> in the bucket.</param>
/// <param name="Sha256">SHA-256 of its bytes in lower-case hexadecimal digits.</param>
public sealed record RequestFile(string Path, string Sha256)
{
    /// <summary>The request's field.</summary>
    public const string Field = "requirementsFile";
}
