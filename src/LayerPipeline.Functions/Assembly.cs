using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using LayerPipeline.Functions.Handlers;
using LayerPipeline.Functions.Payloads;

[assembly: LambdaSerializer(typeof(SourceGeneratorLambdaJsonSerializer<FunctionsJson>))]
