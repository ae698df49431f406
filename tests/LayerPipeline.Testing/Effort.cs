namespace LayerPipeline.Testing;

/// <summary>How much a test tries: little while one works, all of it where LAYERPIPELINE_LONG is 1, as in .ci/run.</summary>
public static class Effort
{
    /// <summary>Why one case of several is left out.</summary>
    public const string FewCases = "LAYERPIPELINE_LONG is not 1: a few cases are enough while one works";

    public static bool IsLong => Environment.GetEnvironmentVariable("LAYERPIPELINE_LONG") == "1";

    /// <summary>Rounds of a test that tries many.</summary>
    public static int Rounds(int quick, int all) => IsLong ? all : quick;
}
