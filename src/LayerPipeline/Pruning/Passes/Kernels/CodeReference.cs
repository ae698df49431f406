using System.Runtime.InteropServices;

namespace LayerPipeline.Pruning.Passes.Kernels;

/// <summary>An address that an instruction names.</summary>
/// <param name="Target">The address.</param>
/// <param name="IsAddressOnly">Whether the instruction only forms the address and stands alone, so that another can take its place.</param>
/// <param name="DisplacementAt">Address of its 32-bit displacement, where it stands alone.</param>
/// <param name="Next">Address of the next instruction, which the displacement counts from.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CodeReference(ulong Target, bool IsAddressOnly = false, ulong DisplacementAt = 0, ulong Next = 0);
