namespace LayerPipeline.Pruning.Passes.Kernels;

/// <summary>Reads a processor's instructions as far as they name addresses.</summary>
internal interface IMachineCode
{
    /// <summary>Addresses that the instructions of a function jump to, call, or form.</summary>
    /// <param name="code">The bytes of the function.</param>
    /// <param name="start">Its address.</param>
    /// <param name="references">Where the addresses go; may hold more than the function uses, never fewer.</param>
    void Collect(ReadOnlySpan<byte> code, ulong start, ICollection<CodeReference> references);
}
