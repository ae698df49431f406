using System.Runtime.InteropServices;
using LayerPipeline.Formats.Elf;

namespace LayerPipeline.Pruning.Passes.Kernels;

/// <summary>The table of kernels of one core.</summary>
/// <param name="Core">Its name, for example <c>HASWELL</c>.</param>
/// <param name="Range">Where it lies.</param>
/// <param name="SymbolIndex">Its dynamic symbol, or 0 where it is not exported.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CoreTable(string Core, AddressRange Range, int SymbolIndex);
