namespace LayerPipeline.Functions.Handlers;

/// <summary>A profile of AWS Signer, as its ARN names it: <c>arn:aws:signer:REGION:ACCOUNT:/signing-profiles/NAME</c>.</summary>
/// <param name="Arn">The ARN.</param>
public sealed record SigningProfile(string Arn)
{
    /// <summary>Its name.</summary>
    public string Name => Arn[(Arn.LastIndexOf('/') + 1)..];

    /// <summary>Number of the account that owns it.</summary>
    public string Account => Arn.Split(':')[4];

    /// <summary>Reads the template's parameter, whose pattern has checked it.</summary>
    /// <param name="arn">The ARN, or nothing.</param>
    /// <returns>The profile, or null.</returns>
    public static SigningProfile? Read(string? arn) => string.IsNullOrEmpty(arn) ? null : new(arn);
}
