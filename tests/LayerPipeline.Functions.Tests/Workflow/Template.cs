using LayerPipeline.Testing;
using YamlDotNet.RepresentationModel;

namespace LayerPipeline.Functions.Tests.Workflow;

/// <summary>template.yaml as it is checked in.</summary>
internal static class Template
{
    public static YamlMappingNode Root { get; } = Read();

    public static IEnumerable<KeyValuePair<string, YamlNode>> Resources =>
        ((YamlMappingNode)Root["Resources"]).Children.Select(resource => KeyValuePair.Create(resource.Key.ToString(), resource.Value));

    /// <summary>What lies at a path, or null.</summary>
    public static YamlNode? Find(YamlNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            node = node is YamlMappingNode map && map.Children.TryGetValue(name, out var value) ? value : null;
        }

        return node;
    }

    private static YamlMappingNode Read()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(Repository.Find("template.yaml"))));
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }
}
