namespace LayerPipeline.Testing;

/// <summary>How much a test tries: little while one works, all of it where LAYERPIPELINE_LONG is 1, as in .ci/run.</summary>
public static class Effort
{
    public static bool IsLong => Environment.GetEnvironmentVariable("LAYERPIPELINE_LONG") == "1";

    /// <summary>Rounds of a test that tries many.</summary>
    public static int Rounds(int quick, int all) => IsLong ? all : quick;
}
