using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace Amazon.StepFunctions.Internal;

/// <summary>The address that is configured, else the region's.</summary>
internal sealed class StatesEndpointProvider(ClientConfig config) : IEndpointProvider
{
    public Endpoint ResolveEndpoint(EndpointParameters parameters) =>
        new(
            config.ServiceURL is { Length: > 0 } url
                ? url
                : $"https://states.{config.RegionEndpoint.SystemName}.{config.RegionEndpoint.PartitionDnsSuffix}/"
        );
}
