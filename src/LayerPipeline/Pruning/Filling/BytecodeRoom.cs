using LayerPipeline.Formats.Archives;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Pruning.Filling;

/// <summary>The room that a layer leaves for bytecode, unzipped and zipped.</summary>
internal sealed class BytecodeRoom
{
    /// <summary>
    /// Bytes that bytecode leaves to the function's own code where the request sets none aside: a layer that fills Lambda's limit to the
    /// last byte can't be used by any function. Ours: the code of most functions is smaller.
    /// </summary>
    internal const long FunctionBytes = 1_000_000;

    private long _bytes;
    private long _zipBytes;

    private BytecodeRoom(long bytes, long zipBytes, bool hotOnly, string limit) =>
        (_bytes, _zipBytes, HotOnly, Limit) = (bytes, zipBytes, hotOnly, limit);

    /// <summary>Whether only hot modules get bytecode, because nobody knows how much room there is.</summary>
    public bool HotOnly { get; }

    /// <summary>What sets the limit, in words.</summary>
    public string Limit { get; }

    /// <summary>The room of a layer that is complete but for its bytecode.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="layer">The layer.</param>
    public static BytecodeRoom Of(BuildPlan plan, ZipWriter layer)
    {
        var budget = plan.Request.Budget;
        var isReserved = budget.ReserveBytes > 0 || plan.Request.Bytecode == BytecodeMode.All;
        var hotOnly = plan.Request.Bytecode == BytecodeMode.Hot && budget is { OtherLayers.Count: > 0, OtherLayersBytes: null };
        // The size of a layer must stay below the budget; it may not be equal.
        var bytes = plan.BudgetBytes - 1 - (isReserved ? 0 : FunctionBytes) - layer.Bytes;
        var zipBytes = budget.ZipBytes is { } limit ? limit - layer.ZipBytes : long.MaxValue;
        return new BytecodeRoom(bytes, zipBytes, hotOnly, Describe(plan, isReserved, hotOnly));
    }

    /// <summary>Takes the room of one more entry; false where there is none.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="compressedBytes">Bytes that its content takes in the layer's archive.</param>
    public bool TryTake(ZipEntry entry, long compressedBytes)
    {
        var zipBytes = ZipFormat.LocalHeaderBytes + ZipFormat.CentralHeaderBytes + (2 * entry.Name.Length) + compressedBytes;
        if (entry.Bytes > _bytes || zipBytes > _zipBytes)
        {
            return false;
        }

        _bytes -= entry.Bytes;
        _zipBytes -= zipBytes;
        return true;
    }

    private static string Describe(BuildPlan plan, bool isReserved, bool hotOnly)
    {
        var zip = plan.Request.Budget.ZipBytes is { } limit ? $", and {limit:N0} bytes zipped (budget.zipBytes)" : "";
        var function = isReserved ? "" : $" less {FunctionBytes:N0} for the function's own code (budget.reserveBytes sets another number)";
        return hotOnly
            ? "the size of the other layers is not known, so only hot modules get bytecode" + zip
            : $"the budget of {plan.BudgetBytes:N0} bytes{function}{zip}";
    }
}
