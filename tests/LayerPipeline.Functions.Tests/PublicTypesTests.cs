using System.Reflection;
using LayerPipeline.Functions.Handlers;
using LayerPipeline.Testing;
using Shouldly;

namespace LayerPipeline.Functions.Tests;

/// <summary>What the domain shows is what its fronts use: this project is the one that sees all of them.</summary>
public sealed class PublicTypesTests
{
    private static readonly string[] Fronts =
    [
        "layer-pipeline",
        "LayerPipeline.Demo",
        "LayerPipeline.Executions",
        "LayerPipeline.Functions",
        "LayerPipeline.Local",
    ];

    private static string Domain => typeof(LayerPipelineException).Assembly.Location;

    [Fact]
    public void The_domain_has_no_public_type_that_no_front_uses() => PublicTypes.Unused(Domain, Fronts.Select(PathOf)).ShouldBeEmpty();

    [Fact]
    public void A_type_that_is_not_used_is_found() =>
        PublicTypes.Unused(Domain, [PathOf("LayerPipeline.Demo")]).ShouldContain("LayerPipeline.Checking.CheckStep");

    [Fact]
    public void All_assemblies_of_the_project_are_looked_at() =>
        typeof(PlanFunction)
            .Assembly.GetReferencedAssemblies()
            .Concat(Assembly.LoadFrom(PathOf("layer-pipeline")).GetReferencedAssemblies())
            .Select(name => name.Name!)
            .Where(name => name.StartsWith("LayerPipeline.", StringComparison.Ordinal))
            .ShouldBeSubsetOf(Fronts);

    private static string PathOf(string assembly) => Path.Combine(AppContext.BaseDirectory, assembly + ".dll");
}
