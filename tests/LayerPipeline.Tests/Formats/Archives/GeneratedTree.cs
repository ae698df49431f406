using CsCheck;

namespace LayerPipeline.Tests.Formats.Archives;

/// <summary>Random trees of files and links, with names that nest, clash with each other's beginnings, and leave ASCII.</summary>
internal static class GeneratedTree
{
    private static readonly Gen<string> Part = Gen.OneOf("a", "b", "ab", "a-b", "a.b", "__init__.py", "Ω 1", "数", ".x", "tests", "c~");

    private static readonly Gen<byte[]> Content = Gen.OneOf(
        Gen.Byte.Array[0, 200],
        Gen.Select(Gen.Byte, Gen.Int[0, 5000], (value, count) => Enumerable.Repeat(value, count).ToArray())
    );

    private static readonly Gen<TreeFile> File = Gen.Select(
        Part.Array[1, 4],
        Content,
        Gen.Bool,
        (parts, content, executable) => new TreeFile(string.Join('/', parts), content, executable, Target: null)
    );

    private static readonly Gen<TreeFile> Link = Gen.Select(
        Part.Array[1, 3],
        Part,
        (parts, target) => new TreeFile(string.Join('/', parts), [], Executable: false, target)
    );

    /// <summary>Trees without two files of one name and without files below files.</summary>
    public static Gen<IReadOnlyList<TreeFile>> Trees { get; } = Gen.Frequency((8, File), (1, Link)).List[0, 12].Select(WithoutClashes);

    public static void Write(string folder, IEnumerable<TreeFile> files)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in files)
        {
            var path = Path.Combine(folder, file.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (file.Target is not null)
            {
                System.IO.File.CreateSymbolicLink(path, file.Target);
                continue;
            }

            System.IO.File.WriteAllBytes(path, file.Content);
            if (!OperatingSystem.IsWindows())
            {
                const UnixFileMode Run = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
                const UnixFileMode Read = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
                System.IO.File.SetUnixFileMode(path, file.Executable ? Read | Run : Read);
            }
        }
    }

    private static IReadOnlyList<TreeFile> WithoutClashes(List<TreeFile> files)
    {
        var left = new List<TreeFile>();
        foreach (var file in files)
        {
            if (left.TrueForAll(other => !Clash(file.Name, other.Name)))
            {
                left.Add(file);
            }
        }

        return left;
    }

    private static bool Clash(string one, string other) =>
        one == other || one.StartsWith(other + "/", StringComparison.Ordinal) || other.StartsWith(one + "/", StringComparison.Ordinal);
}

internal sealed record TreeFile(string Name, byte[] Content, bool Executable, string? Target);
