namespace Amazon.Lambda.Core;

/// <summary>Names the serializer of an assembly's handlers.</summary>
/// <param name="serializerType">A type that implements <see cref="ILambdaSerializer"/>.</param>
[AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Method)]
public sealed class LambdaSerializerAttribute(Type serializerType) : Attribute
{
    /// <summary>The serializer's type.</summary>
    public Type SerializerType { get; } = serializerType;
}
