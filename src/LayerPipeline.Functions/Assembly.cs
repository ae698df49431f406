using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using LayerPipeline.Functions.Handlers;

[assembly: LambdaSerializer(typeof(SourceGeneratorLambdaJsonSerializer<FunctionsJson>))]
