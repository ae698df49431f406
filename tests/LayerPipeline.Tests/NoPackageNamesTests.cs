using System.Text.RegularExpressions;

namespace LayerPipeline.Tests;

/// <summary>What holds for one package is data; code and rules hold for all of them.</summary>
public sealed class NoPackageNamesTests
{
    /// <summary>Distributions that people put into layers. Short common words (requests, attrs, six) would hit plain English.</summary>
    private static readonly string[] Names =
    [
        "numpy",
        "scipy",
        "pandas",
        "sklearn",
        "scikit",
        "matplotlib",
        "statsmodels",
        "pyarrow",
        "lxml",
        "pillow",
        "cryptography",
        "pydantic",
        "opentelemetry",
        "sqlalchemy",
        "botocore",
        "boto3",
        "s3transfer",
        "urllib3",
        "certifi",
        "dateutil",
        "pytz",
        "tzdata",
        "orjson",
        "psycopg",
        "jinja2",
        "markupsafe",
        "pyyaml",
        "beautifulsoup",
        "cffi",
        "charset_normalizer",
        "charset-normalizer",
        "torch",
        "tensorflow",
        "shapely",
        "networkx",
        "polars",
        "duckdb",
        "aiohttp",
        "fastapi",
        "openpyxl",
        "gensim",
        "nltk",
        "spacy",
        "xgboost",
        "lightgbm",
        "onnxruntime",
        "opencv",
        "grpcio",
        "protobuf",
        "geopandas",
        "fiona",
        "h5py",
        "numba",
        "llvmlite",
        "sympy",
        "joblib",
        "threadpoolctl",
        "awswrangler",
    ];

    private static readonly Regex Name = new(
        $@"(?<![A-Za-z0-9])(?:{string.Join('|', Names.Select(Regex.Escape))})(?![A-Za-z])",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(10)
    );

    [Fact]
    public void No_code_and_no_rule_names_a_package()
    {
        var found = Sources()
            .SelectMany(path =>
                File.ReadLines(path).Select((line, index) => (Place: $"{Path.GetFileName(path)}:{index + 1}", Line: line.Trim()))
            )
            .Where(line => Name.IsMatch(WithoutExamples(line.Line)) && !IsComment(line.Line))
            .Select(line => $"{line.Place}: {line.Line}");

        found.ShouldBeEmpty();
    }

    [Fact]
    public void The_scan_finds_a_name_where_there_is_one()
    {
        Sources().Count().ShouldBeGreaterThan(100);
        Name.IsMatch("if (name == \"numpy\")").ShouldBeTrue();
        Name.IsMatch("\"**/pandas/tests/**\"").ShouldBeTrue();
        Name.IsMatch("torchlight").ShouldBeFalse();
    }

    private static IEnumerable<string> Sources()
    {
        var domain = Path.Combine(Repository.Root, "src", "LayerPipeline");
        return Directory
            .EnumerateFiles(domain, "*.cs", SearchOption.AllDirectories)
            .Where(path => !Path.GetRelativePath(domain, path).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .Append(Path.Combine(domain, "Pruning", "Rules", "rules.json"));
    }

    /// <summary>Comments may name what readers know; so may a message that gives an example, and addresses of sources.</summary>
    private static bool IsComment(string line) => line.StartsWith("//", StringComparison.Ordinal);

    private static string WithoutExamples(string line) =>
        Regex.Replace(
            line,
            @"https://[^ ""<]+|(such as|for example) .*|System\.Security\.Cryptography",
            "",
            RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(10)
        );
}
