using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.Serialization.SystemTextJson;

/// <summary>
/// A serializer over a source-generated context. As the package's own, it brings its own options (names as they are, case ignored,
/// nulls left out), so the context's options do not count: names that matter are set by attribute.
/// </summary>
/// <typeparam name="TContext">The context.</typeparam>
public sealed class SourceGeneratorLambdaJsonSerializer<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TContext
> : ILambdaSerializer
    where TContext : JsonSerializerContext
{
    private readonly TContext context = (TContext)
        Activator.CreateInstance(
            typeof(TContext),
            new JsonSerializerOptions { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNameCaseInsensitive = true }
        )!;

    /// <inheritdoc />
    public T Deserialize<T>(Stream requestStream) => JsonSerializer.Deserialize(requestStream, Info<T>())!;

    /// <inheritdoc />
    public void Serialize<T>(T response, Stream responseStream) => JsonSerializer.Serialize(responseStream, response, Info<T>());

    private JsonTypeInfo<T> Info<T>() =>
        (JsonTypeInfo<T>?)context.GetTypeInfo(typeof(T))
        ?? throw new JsonException($"{typeof(TContext).Name} has no [JsonSerializable(typeof({typeof(T).Name}))].");
}
