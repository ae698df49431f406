namespace Amazon.Lambda.Core;

/// <summary>Turns a handler's payloads into objects and back.</summary>
public interface ILambdaSerializer
{
    /// <summary>Reads a payload.</summary>
    /// <param name="requestStream">The payload.</param>
    /// <typeparam name="T">The handler's parameter type.</typeparam>
    /// <returns>The object.</returns>
    T Deserialize<T>(Stream requestStream);

    /// <summary>Writes a payload.</summary>
    /// <param name="response">The handler's result.</param>
    /// <param name="responseStream">Where the payload goes.</param>
    /// <typeparam name="T">The handler's result type.</typeparam>
    void Serialize<T>(T response, Stream responseStream);
}
