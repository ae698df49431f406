using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LayerPipeline.Scenes;

/// <summary>A YAML file as the JSON that it means: what is not quoted may be a number or a truth value.</summary>
internal static class YamlFile
{
    public static JsonObject Read(string path)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(path)));
        return (JsonObject)Convert(yaml.Documents[0].RootNode)!;
    }

    private static JsonNode? Convert(YamlNode node) =>
        node switch
        {
            YamlMappingNode map => new JsonObject(map.Children.Select(pair => KeyValuePair.Create(Name(pair.Key), Convert(pair.Value)))),
            YamlSequenceNode list => new JsonArray([.. list.Children.Select(Convert)]),
            YamlScalarNode { Style: ScalarStyle.Plain, Value: { } text } => Plain(text),
            _ => Name(node),
        };

    private static JsonNode Plain(string text) =>
        text switch
        {
            "true" => true,
            "false" => false,
            _ when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
            _ => text,
        };

    private static string Name(YamlNode node) => ((YamlScalarNode)node).Value!;
}
