using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Tests.Planning.Requests;

/// <summary>schemas/request.schema.json says what the reader takes: fields, types, limits and allowed words.</summary>
public sealed class RequestSchemaTests
{
    private static readonly JsonElement Schema = JsonElement.Parse(
        File.ReadAllText(Path.Combine(Repository.Root, "schemas/request.schema.json"))
    );

    public static TheoryData<string> Examples =>
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "examples/requests"), "*.json").Select(path => Path.GetFileName(path))];

    /// <summary>For each limit of the request, where the schema says it.</summary>
    public static TheoryData<string, long> SchemaLimits { get; } =
        new()
        {
            { "packages/maxItems", Limits.Requirements },
            { "packages/items/maxLength", Requirement.MaxLength },
            { "requirements/maxLength", Limits.RequirementsLength },
            { "requirementsFile/maxLength", Limits.GlobLength },
            { "extras/maxItems", Limits.Extras },
            { "groups/maxItems", Limits.Extras },
            { "budget/properties/reserveBytes/maximum", LambdaLimits.UnzippedBytes },
            { "budget/properties/otherLayersBytes/maximum", LambdaLimits.UnzippedBytes },
            { "budget/properties/otherLayers/maxItems", LambdaLimits.OtherLayers },
            { "prune/properties/keep/maxItems", Limits.Globs },
            { "prune/properties/keep/items/maxLength", Limits.GlobLength },
            { "prune/properties/drop/maxItems", Limits.Globs },
            { "prune/properties/drop/items/maxLength", Limits.GlobLength },
            { "data/properties/babel-locales/maxItems", Limits.DataNames },
            { "data/properties/babel-locales/items/maxLength", Limits.GlobLength },
            { "systemLibraries/anyOf/1/maxItems", Limits.SystemLibraries },
            { "allowBroken/maxItems", Limits.Requirements },
            { "probes/maxItems", Limits.Probes },
            { "probes/items/maxLength", Limits.ProbeLength },
            { "publish/properties/description/maxLength", LambdaLimits.DescriptionLength },
            { "publish/properties/shareWith/maxItems", Limits.ShareWith },
            { "publish/properties/keepVersions/maximum", Limits.KeepVersions },
        };

    [Fact]
    public void Every_field_of_a_request_is_in_the_schema_with_its_type_and_no_other()
    {
        Outline(Schema).ShouldBe(Outline(typeof(LayerRequest)));
    }

    [Fact]
    public void Runtimes_architectures_and_tiers_are_those_that_exist()
    {
        var catalog = RuntimeCatalog.Default;

        Words("python/anyOf/0/enum").ShouldBe(catalog.Runtimes.Select(runtime => runtime.Python));
        Words("python/anyOf/1/items/enum").ShouldBe(catalog.Runtimes.Select(runtime => runtime.Python));
        Words("architecture/anyOf/0/enum").ShouldBe(catalog.Architectures.Select(architecture => architecture.Name));
        Words("architecture/anyOf/1/items/enum").ShouldBe(catalog.Architectures.Select(architecture => architecture.Name));
        Words("prune/properties/upTo/enum").ShouldBe(Tier.All.Select(tier => tier.Name));
        Words("bytecode/enum").ShouldBe(Enum.GetValues<BytecodeMode>().Select(mode => JsonSerializer.SerializeToElement(mode).GetString()));
        Words("prune/properties/gpu/enum")
            .ShouldBe(Enum.GetValues<GpuMode>().Select(mode => JsonSerializer.SerializeToElement(mode).GetString()));
        Words("runtimeProvides/enum")
            .ShouldBe(Enum.GetValues<RuntimeProvides>().Select(choice => JsonSerializer.SerializeToElement(choice).GetString()));
        Words("publish/properties/storage/enum").ShouldBe(LayerStorage.All);
    }

    [Fact]
    public void Defaults_are_those_of_a_request_that_says_nothing()
    {
        At("python/default").GetString().ShouldBe(RuntimeCatalog.Default.DefaultPython);
        At("architecture/default").GetString().ShouldBe(RuntimeCatalog.Default.DefaultArchitecture);
        At("budget/properties/reserveBytes/default").GetInt64().ShouldBe(new BudgetRequest().ReserveBytes);
        At("prune/properties/upTo/default").GetString().ShouldBe(new PruneRequest().UpTo);
        At("prune/properties/smallest/default").GetBoolean().ShouldBe(new PruneRequest().Smallest);
        At("prune/properties/links/default").GetBoolean().ShouldBe(new PruneRequest().Links);
        RequestReader.ReadGpu(At("prune/properties/gpu/default").GetString()).ShouldBe(new PruneRequest().Gpu);
        RequestReader.ReadBytecode(At("bytecode/default").GetString()).ShouldBe(new LayerRequest().Bytecode);
        RequestReader.ReadRuntimeProvides(At("runtimeProvides/default").GetString()).ShouldBe(new LayerRequest().RuntimeProvides);
        RequestReader.ReadInstaller(At("installer/default").GetString()).ShouldBe(new LayerRequest().Installer);
        At("allowBuild/default").GetBoolean().ShouldBe(new LayerRequest().AllowBuild);
    }

    [Fact]
    public void Installers_that_it_shows_are_read_and_written_as_they_are()
    {
        var shown = At("installer/examples").EnumerateArray().ToList();
        var examples = shown.ConvertAll(word => word.GetString()!);

        examples.Select(word => RequestReader.ReadInstaller(word).ToString()).ShouldBe(examples);
        shown.ShouldAllBe(word => SchemaCheck.Problems(At("installer"), word).Count == 0);
        Installer.Words.ShouldBeSubsetOf(examples);
    }

    [Theory]
    [MemberData(nameof(SchemaLimits))]
    public void Limits_are_those_of_a_request(string place, long limit)
    {
        At(place).GetInt64().ShouldBe(limit);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_is_valid_and_makes_a_plan(string name)
    {
        var json = File.ReadAllBytes(Path.Combine(Repository.Root, "examples/requests", name));
        using var document = JsonDocument.Parse(json);

        SchemaCheck.Problems(Schema, document.RootElement).ShouldBeEmpty();
        new Planner().Plan(RequestReader.Read(json), new DateOnly(2026, 11, 27)).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("""{ "name": "x" }""", "request: anyOf")]
    [InlineData("""{ "package": ["a"], "requirements": "a" }""", "request.package: additionalProperties")]
    [InlineData("""{ "packages": "a" }""", "request.packages: type")]
    [InlineData("""{ "packages": ["--pre"] }""", "request.packages[0]: pattern")]
    [InlineData("""{ "packages": ["a"], "name": "my layer" }""", "request.name: pattern")]
    [InlineData("""{ "packages": ["a"], "python": "2.7" }""", "request.python: anyOf")]
    [InlineData("""{ "packages": ["a"], "python": ["3.13", "3.13"] }""", "request.python: anyOf")]
    [InlineData("""{ "packages": ["a"], "architecture": ["aarch64"] }""", "request.architecture: anyOf")]
    [InlineData("""{ "packages": ["a"], "budget": { "reserve": 1 } }""", "request.budget.reserve: additionalProperties")]
    [InlineData("""{ "packages": ["a"], "budget": { "reserveBytes": -1 } }""", "request.budget.reserveBytes: minimum")]
    [InlineData("""{ "packages": ["a"], "budget": { "reserveBytes": 1.5 } }""", "request.budget.reserveBytes: type")]
    [InlineData("""{ "packages": ["a"], "budget": { "otherLayers": ["common"] } }""", "request.budget.otherLayers[0]: pattern")]
    [InlineData("""{ "packages": ["a"], "prune": { "upTo": "all" } }""", "request.prune.upTo: enum")]
    [InlineData("""{ "packages": ["a"], "prune": { "keep": ["/a"] } }""", "request.prune.keep[0]: pattern")]
    [InlineData("""{ "packages": ["a"], "data": { "babel-locale": ["de"] } }""", "request.data.babel-locale: additionalProperties")]
    [InlineData("""{ "packages": ["a"], "data": { "babel-locales": [] } }""", "request.data.babel-locales: minItems")]
    [InlineData("""{ "packages": ["a"], "data": { "babel-locales": "de" } }""", "request.data.babel-locales: type")]
    [InlineData("""{ "packages": ["a"], "data": { "babel-locales": ["d/e"] } }""", "request.data.babel-locales[0]: pattern")]
    [InlineData("""{ "packages": ["a"], "probes": [""] }""", "request.probes[0]: minLength")]
    [InlineData("""{ "packages": ["a"], "publish": { "shareWith": ["1"] } }""", "request.publish.shareWith[0]: pattern")]
    [InlineData("""{ "packages": ["a"], "publish": { "keepVersions": 0 } }""", "request.publish.keepVersions: minimum")]
    [InlineData("""{ "packages": ["a"], "publish": { "storage": "s3" } }""", "request.publish.storage: enum")]
    [InlineData("""{ "packages": ["a"], "allowBroken": ["a b"] }""", "request.allowBroken[0]: pattern")]
    [InlineData("""{ "packages": ["a"], "environment": { "1A": "/tmp" } }""", "request.environment.1A: additionalProperties")]
    [InlineData("""{ "packages": ["a"], "environment": { "HOME": 1 } }""", "request.environment.HOME: type")]
    [InlineData("""{ "packages": ["a"], "allowBroken": ["a", "a"] }""", "request.allowBroken: uniqueItems")]
    [InlineData("""{ "packages": ["a"], "systemLibraries": ["auto", "auto"] }""", "request.systemLibraries: anyOf")]
    [InlineData("""{ "packages": ["a"], "allowBuild": "yes" }""", "request.allowBuild: type")]
    [InlineData("""{ "packages": ["a"], "installer": "uv>=0.8.4" }""", "request.installer: pattern")]
    [InlineData("""{ "packages": ["a"], "installer": "uv==0.8.*" }""", "request.installer: pattern")]
    [InlineData("""{ "packages": ["a"], "installer": "uv==0.8.4 --user" }""", "request.installer: pattern")]
    [InlineData("""{ "packages": ["a"], "installer": "pip==24.0" }""", "request.installer: pattern")]
    public void What_the_schema_refuses_a_build_refuses_too(string json, string problem)
    {
        SchemaCheck.Problems(Schema, JsonElement.Parse(json)).ShouldBe([problem]);
        Should.Throw<InvalidRequestException>(() =>
            new Planner().Plan(RequestReader.Read(System.Text.Encoding.UTF8.GetBytes(json)), new DateOnly(2026, 11, 27))
        );
    }

    [Theory]
    [InlineData("\"off\"", true)]
    [InlineData("[]", true)]
    [InlineData("\"auto\"", false)]
    [InlineData("[\"scipy\"]", false)]
    public void What_the_schema_takes_of_a_cold_store_a_build_takes_too(string choice, bool isOff)
    {
        var json = $$"""{ "packages": ["a"], "coldStore": {{choice}} }""";

        SchemaCheck.Problems(Schema, JsonElement.Parse(json)).ShouldBeEmpty();
        RequestReader.Read(System.Text.Encoding.UTF8.GetBytes(json)).ColdStore.ShouldNotBeNull().IsOff.ShouldBe(isOff);
    }

    /// <summary>Names and types, nested, in the order of the alphabet; without names that are only still taken.</summary>
    private static string Outline(JsonElement schema) =>
        Outline(
            schema
                .GetProperty("properties")
                .EnumerateObject()
                .Where(property => !property.Value.TryGetProperty("deprecated", out _))
                .Select(property => (property.Name, TypeOf(property.Value)))
        );

    private static string Outline(Type record) =>
        Outline(
            record
                .GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Select(property => (JsonNamingPolicy.CamelCase.ConvertName(property.Name), TypeOf(property)))
        );

    private static string Outline(IEnumerable<(string Name, string Type)> fields) =>
        string.Join('\n', fields.OrderBy(field => field.Name, StringComparer.Ordinal).Select(field => $"{field.Name}: {field.Type}"));

    private static string TypeOf(JsonElement schema) =>
        schema.TryGetProperty("anyOf", out var choices)
            ? string.Join(" or ", choices.EnumerateArray().Select(TypeOf))
            : schema.GetProperty("type").GetString() switch
            {
                "array" => $"list of {TypeOf(schema.GetProperty("items"))}",
                "object" when schema.TryGetProperty("patternProperties", out var patterns) =>
                    $"{TypeOf(patterns.EnumerateObject().Single().Value)} by name",
                "object" => $"{{ {Outline(schema)} }}",
                var type => type!,
            };

    private static string TypeOf(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return type switch
        {
            _ when type == typeof(string) => "string",
            _ when type == typeof(bool) => "boolean",
            _ when type.IsEnum || type == typeof(Installer) => "string",
            _ when type == typeof(int) || type == typeof(long) => "integer",
            _ when type == typeof(ColdStoreRequest) => "string or list of string",
            _ when type == typeof(IReadOnlyList<string>) => property.IsDefined(typeof(JsonConverterAttribute))
                ? "string or list of string"
                : "list of string",
            _ when type == typeof(IReadOnlyDictionary<string, IReadOnlyList<string>>) =>
                $"{{ {Outline(RuleSet.Shipped.Data.Where(rule => rule.TakesNames).Select(rule => (rule.Rule.Id, "list of string")))} }}",
            _ when type == typeof(IReadOnlyDictionary<string, string>) => "string by name",
            _ => $"{{ {Outline(type)} }}",
        };
    }

    private static IEnumerable<string?> Words(string place) => At(place).EnumerateArray().Select(word => word.GetString());

    private static JsonElement At(string place) =>
        place
            .Split('/')
            .Aggregate(
                Schema.GetProperty("properties"),
                (element, part) => element.ValueKind == JsonValueKind.Array ? element[int.Parse(part)] : element.GetProperty(part)
            );
}
