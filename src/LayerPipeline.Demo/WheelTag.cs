namespace LayerPipeline.Demo;

/// <summary>A compatibility tag (PEP 425).</summary>
/// <param name="Python">For example <c>py3</c> or <c>cp310</c>.</param>
/// <param name="Abi">For example <c>none</c>, <c>abi3</c> or <c>cp313t</c>.</param>
/// <param name="Platform">For example <c>any</c> or <c>linux_x86_64</c>.</param>
public sealed record WheelTag(string Python, string Abi, string Platform)
{
    /// <summary>Pure Python: any interpreter, anywhere.</summary>
    public static WheelTag Pure { get; } = new("py3", "none", "any");

    /// <summary>The tag as it stands in a file name.</summary>
    public override string ToString() => $"{Python}-{Abi}-{Platform}";
}
