using CsCheck;
using LayerPipeline.Planning.Requests;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Planning.Sources;

/// <summary>Files with bytes that nobody wrote: each is read, or refused with the place.</summary>
public sealed class SourceFuzzTests
{
    private const int Files = 500;
    private const string Requirements =
        "-r none.txt\n--index-url https://u:p@e.org/s\nsix==1 \\\n  --hash=sha256:00\n'x' # y\nabc[d]>=1,<2; python_version < \"3\"\n";

    public static TheoryData<string> Kinds => ["uv.lock", "pylock.toml", "pyproject.toml", "requirements.txt"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_mutated_file_is_read_or_refused_with_its_place(string kind)
    {
        var original = Sourcing.Utf8(
            kind switch
            {
                "uv.lock" => LockTexts.Uv,
                "pylock.toml" => LockTexts.Pylock,
                "pyproject.toml" =>
                    "[project]\nname = \"a\"\ndependencies = [\"b\", \"c>=1\"]\n[dependency-groups]\nd = [{include-group = \"e\"}]\ne = []\n",
                _ => Requirements,
            }
        );
        Gen.Select(Gen.Int[0, original.Length - 1], Gen.Byte, Gen.Int[0, 3], Gen.Int[1, 40])
            .Array[1, 4]
            .Sample(edits => Check(kind, Mutate(original, edits)), iter: Files);
    }

    private static void Check(string kind, byte[] bytes)
    {
        var begun = ThreadClock.Seconds;
        try
        {
            Sourcing.Plan(kind, bytes).RequirementsText.ShouldNotBeEmpty();
        }
        catch (InvalidRequestException exception)
        {
            exception.Field.ShouldMatch($"^({kind}(, line [0-9]+(, column [0-9]+)?)?|packages)$");
        }

        (ThreadClock.Seconds - begun).ShouldBeLessThan(1);
    }

    private static byte[] Mutate(byte[] original, (int At, byte Value, int How, int Length)[] edits)
    {
        var bytes = original.ToList();
        foreach (var (position, value, how, length) in edits)
        {
            var at = Math.Min(position, bytes.Count - 1);
            var count = Math.Min(length, bytes.Count - at);
            switch (how)
            {
                case 0:
                    bytes[at] = value;
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(count, bytes.Count - 1));
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, count));
                    break;
                default:
                    bytes.InsertRange(at, Enumerable.Repeat((byte)(value % 2 == 0 ? '[' : '{'), length));
                    break;
            }
        }

        return [.. bytes];
    }
}
