namespace LayerPipeline.Reporting.Page;

/// <summary>How long a module of Python itself takes by itself.</summary>
/// <param name="Module">Its name.</param>
/// <param name="Milliseconds">Milliseconds.</param>
public sealed record ReportModuleTime(string Module, double Milliseconds);
