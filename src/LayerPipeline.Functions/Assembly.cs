using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using LayerPipeline.Functions;

[assembly: LambdaSerializer(typeof(SourceGeneratorLambdaJsonSerializer<FunctionsJson>))]
