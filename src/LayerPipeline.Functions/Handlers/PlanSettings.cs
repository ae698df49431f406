namespace LayerPipeline.Functions.Handlers;

/// <summary>What the template sets for plans.</summary>
/// <param name="FunctionPrefix">What names of throwaway functions begin with; the roles' permissions are for these.</param>
/// <param name="ParameterPrefix">What names of SSM parameters begin with.</param>
public sealed record PlanSettings(string FunctionPrefix, string ParameterPrefix)
{
    /// <summary>What names of layers must begin with; empty for any.</summary>
    public string LayerPrefix { get; init; } = "";

    /// <summary>Where layers are kept whose requests don't say; as <see cref="LayerPipeline.Planning.Requests.LayerStorage"/> names it.</summary>
    public string LayerStorage { get; init; } = Planning.Requests.LayerStorage.Copy;

    /// <summary>The profile that signs layers; null where they are not signed.</summary>
    public SigningProfile? SigningProfile { get; init; }

    /// <summary>Minutes for an install from wheels with its probe: the largest set seen takes two.</summary>
    public int InstallMinutes { get; init; } = 30;

    /// <summary>Minutes where packages may be compiled.</summary>
    public int CompileMinutes { get; init; } = 120;

    internal static PlanSettings OfDeployment() =>
        new(FunctionSettings.Get("FUNCTION_PREFIX"), FunctionSettings.Get("PARAMETER_PREFIX"))
        {
            LayerPrefix = Environment.GetEnvironmentVariable("LAYER_PREFIX") ?? "",
            LayerStorage = FunctionSettings.Get("LAYER_STORAGE"),
            SigningProfile = SigningProfile.Read(Environment.GetEnvironmentVariable("SIGNING_PROFILE_ARN")),
        };
}
