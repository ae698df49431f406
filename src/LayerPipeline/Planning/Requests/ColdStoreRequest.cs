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

    /// <summary>What a request says that wants none; one that says nothing is told what a store would bring.</summary>
    public static ColdStoreRequest None { get; } = new([]) { IsOff = true };

    /// <summary>Whether the request says that there is to be none.</summary>
    [JsonIgnore]
    public bool IsOff { get; private init; }

    /// <summary>Whether the budget decides.</summary>
    [JsonIgnore]
    public bool IsAuto => Names.Count == 0 && !IsOff;

    /// <summary>The choice of one word or of names; the command line takes the same.</summary>
    /// <param name="words">What is given, where no names are none; null where nothing is.</param>
    /// <returns>The choice; null where nothing is said.</returns>
    public static ColdStoreRequest? Of(IReadOnlyList<string>? words) =>
        words switch
        {
            null => null,
            [] or [Off] => None,
            [Auto] => new ColdStoreRequest([]),
            _ => new ColdStoreRequest(words),
        };
}
