using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.StepFunctions.Internal;
using Amazon.Util.Internal;

namespace Amazon.StepFunctions;

/// <summary>Configuration of <see cref="AmazonStepFunctionsClient"/>.</summary>
public sealed class AmazonStepFunctionsConfig : ClientConfig
{
    private static readonly string Agent = InternalSDKUtils.BuildUserAgentString("SFN", "4.0.0");

    /// <summary>Takes region and credentials from where the SDK finds them.</summary>
    public AmazonStepFunctionsConfig()
        : base(new DefaultConfigurationProvider([new DefaultConfiguration { Name = DefaultConfigurationMode.Standard }]))
    {
        AuthenticationServiceName = "states";
        ServiceId = "SFN";
        EndpointProvider = new StatesEndpointProvider(this);
    }

    /// <inheritdoc />
    public override string ServiceVersion => "2016-11-23";

    /// <inheritdoc />
    public override string UserAgent => Agent;

    /// <inheritdoc />
    public override string RegionEndpointServiceName => "states";

    /// <inheritdoc />
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(new EndpointParameters());
}
