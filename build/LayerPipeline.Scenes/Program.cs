using LayerPipeline.Scenes;

// Run in the repository: dotnet run --project build/LayerPipeline.Scenes
var folder = Path.Combine(Directory.GetCurrentDirectory(), "src", "Workflow");
await File.WriteAllTextAsync(Path.Combine(folder, "layer-pipeline.asl.json"), Definition.Read(folder));
