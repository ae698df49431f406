namespace LayerPipeline.Reporting.Page;

/// <summary>That a file imports another.</summary>
/// <param name="Path">The imported file, as <see cref="ReportFile.Path"/> has it.</param>
/// <param name="Line">The line of the import, from 1; 0 where it is not known.</param>
/// <param name="Later">Whether it runs only when a function is called.</param>
internal sealed record ReportImport(string Path, int Line, bool Later);
