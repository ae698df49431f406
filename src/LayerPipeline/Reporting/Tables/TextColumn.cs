namespace LayerPipeline.Reporting.Tables;

/// <summary>A column of a table.</summary>
/// <param name="Name">What stands above it.</param>
/// <param name="IsNumber">Whether its cells are numbers, which end at the same place.</param>
public sealed record TextColumn(string Name, bool IsNumber = false);
