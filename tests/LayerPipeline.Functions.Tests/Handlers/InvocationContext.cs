using Amazon.Lambda.Core;
using NSubstitute;

namespace LayerPipeline.Functions.Tests.Handlers;

/// <summary>An invocation with a minute left.</summary>
internal static class InvocationContext
{
    public static ILambdaContext Begin(List<string>? log = null)
    {
        var context = Substitute.For<ILambdaContext>();
        context.RemainingTime.Returns(TimeSpan.FromMinutes(1));
        context.Logger.When(logger => logger.LogLine(Arg.Any<string>())).Do(call => log?.Add(call.Arg<string>()));
        return context;
    }
}
