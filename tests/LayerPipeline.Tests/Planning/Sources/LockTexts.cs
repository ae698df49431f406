namespace LayerPipeline.Tests.Planning.Sources;

/// <summary>Locks of made-up packages in the form that their tools write.</summary>
internal static class LockTexts
{
    public static string Wheel(string file, char digit) =>
        $$"""{ url = "https://files.example/packages/{{file}}", hash = "{{Sourcing.Hash(digit)}}", size = 10 }""";

    /// <summary>A project with extras, groups, markers, a fork, a Git source behind an extra and a package without wheels behind another.</summary>
    public static string Uv =>
        $$"""
            version = 1
            revision = 5
            requires-python = ">=3.11"

            [[package]]
            name = "alpha"
            version = "1.0"
            source = { registry = "https://index.example/simple" }
            dependencies = [
                { name = "beta", extra = ["fast"] },
                { name = "windows-only", marker = "sys_platform == 'win32'" },
            ]
            wheels = [
                {{Wheel("alpha-1.0-cp313-cp313-win_amd64.whl", '1')}},
                {{Wheel("alpha-1.0-cp311-abi3-manylinux_2_17_x86_64.whl", '2')}},
                {{Wheel("alpha-1.0-cp313-cp313-manylinux_2_28_x86_64.whl", '3')}},
                {{Wheel("alpha-1.0-cp313-cp313-manylinux_2_39_x86_64.whl", '4')}},
                {{Wheel("alpha-1.0-cp313-cp313-musllinux_1_2_x86_64.whl", '5')}},
                {{Wheel("alpha-1.0-cp313-cp313-manylinux2014_aarch64.whl", '6')}},
            ]

            [[package]]
            name = "beta"
            version = "2.0"
            source = { registry = "https://index.example/simple" }
            wheels = [{{Wheel("beta-2.0-py3-none-any.whl", '7')}}]

            [package.optional-dependencies]
            fast = [{ name = "gamma" }, { name = "alpha" }]

            [[package]]
            name = "gamma"
            version = "3.0"
            source = { registry = "https://index.example/simple" }
            wheels = [{{Wheel("gamma-3.0-1-py3-none-any.whl", '8')}}, {{Wheel("gamma-3.0-10-py3-none-any.whl", '9')}}]

            [[package]]
            name = "forked"
            version = "1.0"
            source = { registry = "https://index.example/simple" }
            resolution-markers = ["python_full_version < '3.12'"]
            wheels = [{{Wheel("forked-1.0-py3-none-any.whl", 'a')}}]

            [[package]]
            name = "forked"
            version = "2.0"
            source = { registry = "https://index.example/simple" }
            resolution-markers = ["python_full_version >= '3.12'"]
            wheels = [{{Wheel("forked-2.0-py3-none-any.whl", 'b')}}]

            [[package]]
            name = "from-git"
            version = "1.0"
            source = { git = "https://user:secret@example.org/x.git?rev=1#abc" }

            [[package]]
            name = "source-only"
            version = "1.0"
            source = { registry = "https://index.example/simple" }
            sdist = {{Wheel("source_only-1.0.tar.gz", 'c')}}

            [[package]]
            name = "tester"
            version = "1.0"
            source = { registry = "https://index.example/simple" }
            wheels = [{{Wheel("tester-1.0-py3-none-any.whl", 'd')}}]

            [[package]]
            name = "my-function"
            version = "0.1.0"
            source = { editable = "." }
            dependencies = [
                { name = "alpha" },
                { name = "forked", version = "1.0", source = { registry = "https://index.example/simple" }, marker = "python_full_version < '3.12'" },
                { name = "forked", version = "2.0", source = { registry = "https://index.example/simple" }, marker = "python_full_version >= '3.12'" },
            ]

            [package.optional-dependencies]
            git = [{ name = "from-git" }]
            source = [{ name = "source-only" }]
            all = [{ name = "my-function", extra = ["source"] }]

            [package.dev-dependencies]
            dev = [{ name = "tester" }]

            """;

    public static string Pylock =>
        $$"""
            lock-version = "1.0"
            requires-python = ">=3.11"
            extras = ["fast"]
            dependency-groups = ["dev", "docs"]
            default-groups = ["docs"]

            [[packages]]
            name = "Alpha"
            version = "1.0"
            wheels = [
                { url = "https://files.example/alpha-1.0-cp313-cp313-win_amd64.whl", hashes = { sha256 = "{{new string('1', 64)}}" } },
                { name = "alpha-1.0-cp312-abi3-manylinux2014_x86_64.whl", url = "https://files.example/x", hashes = { md5 = "00", sha256 = "{{new string(
                '2',
                64
            )}}" } },
            ]

            [[packages]]
            name = "gamma"
            marker = "'fast' in extras and python_version >= '3.11'"
            wheels = [{ path = "wheels/gamma-3.0-py3-none-any.whl", hashes = { sha256 = "{{new string('3', 64)}}" } }]

            [[packages]]
            name = "tester"
            version = "1.0"
            marker = "'dev' in dependency_groups"
            wheels = [{ url = "https://files.example/tester-1.0-py3-none-any.whl", hashes = { sha256 = "{{new string('4', 64)}}" } }]

            [[packages]]
            name = "writer"
            version = "1.0"
            marker = "'docs' in dependency_groups"
            wheels = [{ url = "https://files.example/writer-1.0-py3-none-any.whl", hashes = { sha256 = "{{new string('5', 64)}}" } }]

            [[packages]]
            name = "my-function"
            directory = { path = ".", editable = true }

            """;
}
