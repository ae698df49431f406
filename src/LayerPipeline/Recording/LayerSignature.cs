namespace LayerPipeline.Recording;

/// <summary>A layer's signature: AWS Signer writes a new archive, layer.zip with one more entry.</summary>
/// <param name="CodeSha256">SHA-256 of the signed archive in Base64, as Lambda's <c>CodeSha256</c> states it.</param>
/// <param name="ProfileArn">ARN of the signing profile.</param>
/// <param name="JobId">AWS Signer's name of the job that signed it.</param>
public sealed record LayerSignature(string CodeSha256, string ProfileArn, string JobId);
