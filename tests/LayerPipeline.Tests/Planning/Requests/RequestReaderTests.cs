using System.Text;
using CsCheck;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Planning.Requests;

public sealed class RequestReaderTests
{
    private const string Complete = """
        { "name": "science", "packages": ["numpy", "pandas>=2"], "requirements": "six\n", "python": ["3.12", "3.13"], "architecture": "arm64",
          "budget":  { "reserveBytes": 20000000, "otherLayers": ["arn:aws:lambda:eu-west-1:123456789012:layer:common:7"],
                       "otherLayersBytes": 5000000 },
          "prune":   { "upTo": "residue", "smallest": true, "keep": ["pandas/tests/**"], "drop": ["scipy/datasets/**"], "links": false, "gpu": "keep" },
          "probes":  ["import pandas as pd; pd.DataFrame({'a': [1]}).to_csv('/tmp/x.csv')"], "allowBuild": true, "runtimeProvides": "use",
          "environment": { "HOME": "/tmp" }, "allowBroken": ["six"], "systemLibraries": ["libgomp.so.1", "auto"],
          "publish": { "description": "d", "shareWith": ["123456789012"], "keepVersions": 5 } }
        """;

    [Fact]
    public void Every_field_is_read()
    {
        var request = Read(Complete);

        request.Name.ShouldBe("science");
        request.Packages.ShouldBe(["numpy", "pandas>=2"]);
        request.Requirements.ShouldBe("six\n");
        request.Python.ShouldBe(["3.12", "3.13"]);
        request.Architecture.ShouldBe(["arm64"]);
        request.Budget.ReserveBytes.ShouldBe(20_000_000);
        request.Budget.OtherLayersBytes.ShouldBe(5_000_000);
        request.Budget.OtherLayers.Count.ShouldBe(1);
        request.Prune.UpTo.ShouldBe("residue");
        request.Prune.Smallest.ShouldBeTrue();
        request.Prune.Links.ShouldBeFalse();
        request.Prune.Gpu.ShouldBe(GpuMode.Keep);
        request.Prune.Keep.ShouldBe(["pandas/tests/**"]);
        request.Prune.Drop.ShouldBe(["scipy/datasets/**"]);
        request.Probes.Count.ShouldBe(1);
        request.AllowBuild.ShouldBeTrue();
        request.AllowBroken.ShouldBe(["six"]);
        request.Environment.ShouldBe(new Dictionary<string, string> { ["HOME"] = "/tmp" });
        request.SystemLibraries.ShouldBe(["libgomp.so.1", "auto"]);
        request.RuntimeProvides.ShouldBe(RuntimeProvides.Use);
        request.Publish.Description.ShouldBe("d");
        request.Publish.ShareWith.ShouldBe(["123456789012"]);
        request.Publish.KeepVersions.ShouldBe(5);
    }

    [Fact]
    public void The_old_name_of_the_other_layers_is_still_taken()
    {
        const string Arn = "arn:aws:lambda:eu-west-1:123456789012:layer:common:7";

        var request = Read($$"""{ "packages": ["six"], "budget": { "besides": ["{{Arn}}"] } }""");

        request.Budget.OtherLayers.ShouldBe([Arn]);
    }

    [Fact]
    public void Names_of_parts_are_read_by_rule()
    {
        var request = Read("""{ "packages": ["six"], "data": { "babel-locales": ["de", "fr"], "botocore-services": ["s3"] } }""");

        request.Data.Keys.ShouldBe(["babel-locales", "botocore-services"]);
        request.Data["babel-locales"].ShouldBe(["de", "fr"]);
        Read("""{ "packages": ["six"] }""").Data.ShouldBeEmpty();
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over() => Read("\uFEFF{ \"packages\": [\"six\"] }").Packages.ShouldBe(["six"]);

    [Theory]
    [MemberData(nameof(BadRequests.Json), MemberType = typeof(BadRequests))]
    public void A_bad_request_is_refused_naming_the_field_and_what_is_allowed(string json, string field, string message)
    {
        var exception = Should.Throw<InvalidRequestException>(() => new Planner().Plan(Read(json), new DateOnly(2026, 11, 22)));

        exception.Field.ShouldBe(field);
        exception.Message.ShouldContain(message);
        exception.Message.ShouldNotContain("secret", Case.Sensitive);
        exception.Message.ShouldNotContain('\n');
    }

    [Fact]
    public void A_token_is_masked_however_long_it_is()
    {
        var json = $$"""{ "packages": ["https://aws:{{new string('s', 5_000)}}@example.org/x.whl"] }""";

        var exception = Should.Throw<InvalidRequestException>(() => new Planner().Plan(Read(json), new DateOnly(2026, 11, 22)));

        exception.Value.ShouldBe("https://****@example.org/x.whl");
    }

    [Fact]
    public void Text_that_is_not_UTF8_is_refused() =>
        Should.Throw<InvalidRequestException>(() => RequestReader.Read(new byte[] { 0x7B, 0xFF, 0x7D })).Message.ShouldContain("not UTF-8");

    [Fact]
    public void A_request_over_the_limit_is_refused() =>
        Should.Throw<InvalidRequestException>(() => RequestReader.Read(new byte[262_145])).Message.ShouldContain("at most 262,144");

    [Fact]
    public void Any_damage_to_a_request_is_refused_or_harmless()
    {
        var whole = Encoding.UTF8.GetBytes(Complete);
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte, Gen.Int[0, 3])
            .Array[1, 4]
            .Sample(
                changes =>
                {
                    try
                    {
                        new Planner().Plan(RequestReader.Read(Damage(whole, changes)), new DateOnly(2026, 11, 22)).ShouldNotBeEmpty();
                    }
                    catch (InvalidRequestException exception)
                    {
                        exception.Message.ShouldNotBeEmpty();
                    }
                },
                iter: 5_000
            );
    }

    private static byte[] Damage(byte[] whole, (int Offset, byte Value, int Kind)[] changes)
    {
        var bytes = whole.ToList();
        foreach (var (offset, value, kind) in changes)
        {
            var at = Math.Min(offset, bytes.Count - 1);
            switch (kind)
            {
                case 0:
                    bytes[at] = value;
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                case 2:
                    bytes.Insert(at, (byte)"\"{}[],:\\"[value % 8]);
                    break;
                default:
                    bytes.RemoveRange(at, Math.Min(value, bytes.Count - at - 1));
                    break;
            }
        }

        return [.. bytes];
    }

    private static LayerRequest Read(string json) => RequestReader.Read(Encoding.UTF8.GetBytes(json));
}
