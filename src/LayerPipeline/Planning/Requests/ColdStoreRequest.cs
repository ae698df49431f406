using System.Text.Json.Serialization;

namespace LayerPipeline.Planning.Requests;

/// <summary>Which distributions a layer may keep compressed. JSON has <c>auto</c>, <c>off</c> or a list of names.</summary>
/// <param name="Names">Exactly these; empty for <c>auto</c>: as many as the budget needs.</param>
[JsonConverter(typeof(ColdStoreConverter))]
public sealed record ColdStoreRequest(IReadOnlyList<string> Names)
{
    /// <summary>The word for as many as the budget needs.</summary>
    public const string Auto = "auto";

    /// <summary>The word for none.</summary>
    public const string Off = "off";

    /// <summary>Whether the budget decides.</summary>
    [JsonIgnore]
    public bool IsAuto => Names.Count == 0;

    /// <summary>The choice of one word or of names; the command line takes the same.</summary>
    /// <param name="words">What is given; null or empty where nothing is.</param>
    /// <returns>The choice; null for none.</returns>
    public static ColdStoreRequest? Of(IReadOnlyList<string>? words) =>
        words switch
        {
            null or [] or [Off] => null,
            [Auto] => new ColdStoreRequest([]),
            _ => new ColdStoreRequest(words),
        };
}
