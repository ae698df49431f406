using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using LayerPipeline.Formats.Archives;
using NetArchTest.Rules;

namespace LayerPipeline.Tests;

/// <summary>What the domain may know, and what must not know whom.</summary>
public sealed class ArchitectureTests
{
    private static readonly Assembly Domain = typeof(LayerPipelineException).Assembly;

    /// <summary>Type and member, or a type alone with <c>*</c>, that no code of the domain uses.</summary>
    private static readonly string[] Forbidden =
    [
        "System.Console *",
        "System.Diagnostics.Process *",
        "System.Diagnostics.ProcessStartInfo *",
        "System.Net.Http.HttpClient *",
        "System.Random *",
        "System.Environment GetEnvironmentVariable",
        "System.Environment GetEnvironmentVariables",
        "System.Environment ExpandEnvironmentVariables",
        "System.Environment SetEnvironmentVariable",
        "System.Environment Exit",
        "System.Environment get_CurrentDirectory",
        "System.Environment get_TickCount",
        "System.Environment get_TickCount64",
        "System.DateTime get_Now",
        "System.DateTime get_UtcNow",
        "System.DateTime get_Today",
        "System.DateTimeOffset get_Now",
        "System.DateTimeOffset get_UtcNow",
        "System.TimeProvider get_System",
        "System.Diagnostics.Stopwatch StartNew",
        "System.Diagnostics.Stopwatch GetTimestamp",
        "System.Guid NewGuid",
    ];

    [Fact]
    public void The_domain_depends_on_no_cloud_no_terminal_and_no_process() =>
        Types
            .InAssembly(Domain)
            .ShouldNot()
            .HaveDependencyOnAny(
                "Amazon",
                "AWSSDK",
                "Spectre.Console",
                "System.CommandLine",
                "CliWrap",
                "System.Diagnostics.Process",
                "LayerPipeline.Cli",
                "LayerPipeline.Functions"
            )
            .GetResult()
            .FailingTypeNames.ShouldBeNull();

    [Fact]
    public void The_domain_refers_to_few_assemblies_beside_the_frameworks()
    {
        string[] allowed = ["DotNet.Glob", "Iced", "System.IO.Hashing", "Tomlyn", "ZstdSharp"];

        Domain
            .GetReferencedAssemblies()
            .Select(name => name.Name!)
            .Where(name => !IsFramework(name) || name is "System.Console" or "System.Diagnostics.Process")
            .Except(allowed)
            .ShouldBeEmpty();
    }

    [Fact]
    public void The_domain_has_no_console_no_environment_no_clock_and_no_chance()
    {
        var used = Members(Domain).ToHashSet(StringComparer.Ordinal);
        used.ShouldContain("System.IO.File Move", "or the scan sees nothing");

        used.Where(IsForbidden).ShouldBeEmpty();
    }

    [Fact]
    public void The_scan_of_members_finds_what_it_looks_for() =>
        Members(typeof(ArchitectureTests).Assembly).ShouldContain("System.Diagnostics.Stopwatch StartNew");

    [Fact]
    public void Every_expected_failure_is_public_and_sealed_and_no_two_share_a_name()
    {
        var failures = Domain.GetTypes().Where(type => type.IsSubclassOf(typeof(LayerPipelineException))).ToList();

        failures.ShouldContain(typeof(InvalidArchiveException));
        failures.ShouldAllBe(type => type.IsPublic && type.IsSealed && type.Name.EndsWith("Exception", StringComparison.Ordinal));
        failures.Select(type => type.Name).ShouldBeUnique();
    }

    private static bool IsFramework(string name) =>
        name.StartsWith("System.", StringComparison.Ordinal) || name is "Microsoft.Win32.Primitives" or "netstandard";

    private static bool IsForbidden(string member) =>
        Forbidden.Contains(member, StringComparer.Ordinal) || Forbidden.Contains(member.Split(' ')[0] + " *", StringComparer.Ordinal);

    /// <summary>Every member of another assembly that code refers to, as <c>Type member</c>.</summary>
    private static IEnumerable<string> Members(Assembly assembly)
    {
        using var stream = File.OpenRead(assembly.Location);
        using var file = new PEReader(stream);
        var metadata = file.GetMetadataReader();
        var members = new List<string>();
        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind == HandleKind.TypeReference)
            {
                var type = metadata.GetTypeReference((TypeReferenceHandle)member.Parent);
                members.Add($"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)} {metadata.GetString(member.Name)}");
            }
        }

        return members;
    }
}
