using System.CommandLine;
using LayerPipeline.Cli.Output;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Local;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Cli.Verbs;

/// <summary>Options that fill the request's fields, or name a file that holds it.</summary>
internal sealed class RequestOptions
{
    private readonly Argument<string[]> _packages = new("packages")
    {
        Description = "Packages for the layer, in pip's syntax, with versions if you like (numpy \"pandas>=2\").",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string[]> _requirements = new("--requirement", "-r")
    {
        HelpName = "FILE",
        Description = "A requirements file, uv.lock, pylock.toml or pyproject.toml; may be repeated.",
    };

    private readonly Option<string[]> _extras = new("--extra")
    {
        HelpName = "NAME",
        Description = "Extra of the project in uv.lock, pylock.toml or pyproject.toml; may be repeated.",
    };

    private readonly Option<string[]> _groups = new("--group")
    {
        HelpName = "NAME",
        Description = "Dependency group of that project; may be repeated. By default none, not even dev.",
    };

    private readonly Option<string?> _request = new("--request")
    {
        HelpName = "FILE",
        Description = "A JSON file with the request, instead of the options that fill its fields.",
    };

    private readonly Option<string[]> _python = new("--python")
    {
        HelpName = "VERSION",
        Description = "Python version of the runtime, for example 3.13; may be repeated.",
    };

    private readonly Option<string[]> _architecture = new("--architecture")
    {
        HelpName = "NAME",
        Description = "x86_64 or arm64; may be repeated.",
    };

    private readonly Option<string?> _name = new("--name")
    {
        HelpName = "NAME",
        Description = "Name of the layer. Default: made from the packages.",
    };

    private readonly Option<string?> _upTo = new("--up-to")
    {
        HelpName = "TIER",
        Description = "Highest pruning tier: " + string.Join(", ", LayerPipeline.Planning.Requests.Tier.All) + ".",
    };

    private readonly Option<bool> _smallest = new("--smallest")
    {
        Description = "Enter every allowed tier, whether or not the budget requires it.",
    };

    private readonly Option<string[]> _keep = new("--keep")
    {
        HelpName = "GLOB",
        Description = "Glob of files that no rule may remove; may be repeated.",
    };

    private readonly Option<string[]> _drop = new("--drop")
    {
        HelpName = "GLOB",
        Description = "Glob of files to remove despite all evidence; may be repeated.",
    };

    private readonly Option<string?> _gpu = new("--gpu")
    {
        HelpName = "WHICH",
        Description = "Code for GPUs, which Lambda does not have: remove (default), or keep if the layer is used elsewhere, too.",
    };

    private readonly Option<string[]> _data = new("--data")
    {
        HelpName = "RULE=NAME,NAME",
        Description = "Parts that a rule of the tier data keeps, such as babel-locales=de,fr; may be repeated.",
    };

    private readonly Option<long> _reserve = ReserveOption.Create();

    private readonly Option<string[]> _systemLibraries = new("--system-library")
    {
        HelpName = "NAME|PATH",
        Description =
            "A library of this machine to take into the layer, with what it needs, such as libgomp.so.1; may be repeated. "
            + "'auto' takes what the packages need and the runtime lacks.",
    };

    private readonly Option<string[]> _coldStore = new("--cold-store")
    {
        HelpName = "auto|off|NAME",
        Description =
            "Distributions that the layer keeps compressed until a function imports them: off (default), auto (as many as the budget "
            + "needs) or a distribution; may be repeated.",
    };

    private readonly Option<string?> _bytecode = new("--bytecode")
    {
        HelpName = "WHICH",
        Description = "Bytecode in the layer: hot (default: what fits, most used first), all (must fit), only (no sources) or none.",
    };

    private readonly Option<string?> _runtimeProvides = new("--runtime-provides")
    {
        HelpName = "CHOICE",
        Description =
            "What the runtime has of its own, such as the AWS SDK: bundle (default: the layer has it) or use (the layer leaves it out).",
    };

    private readonly Option<string?> _installer = new("--installer")
    {
        HelpName = "NAME",
        Description = "What installs the packages: pip (default) or uv, which must be on PATH; uv==VERSION takes that version only.",
    };

    private readonly Option<long?> _zipBytes = new("--zip-bytes")
    {
        HelpName = "BYTES",
        Description = "Length of layer.zip that bytecode must not exceed; Lambda takes 52428800 bytes in a direct upload.",
    };

    private readonly Option<string[]> _probes = new("--probe")
    {
        HelpName = "CODE",
        Description = "Python code that must work on the layer; may be repeated.",
    };

    private readonly Option<string[]> _environment = new("--environment")
    {
        HelpName = "NAME=VALUE",
        Description = "Variable that the function will have; the packages are tried with it; may be repeated.",
    };

    private readonly Option<string[]> _allowBroken = new("--allow-broken")
    {
        HelpName = "NAME",
        Description = "Distribution that may be broken before anything is removed; may be repeated.",
    };

    private readonly Option<bool> _allowBuild = new("--allow-build") { Description = "Compile distributions that have no wheel." };

    /// <summary>Adds argument and options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(_packages);
        foreach (var option in All)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The request that a command line makes.</summary>
    /// <exception cref="CommandLineException">A file is missing, or options contradict each other.</exception>
    /// <exception cref="InvalidRequestException">The request's JSON is not as it must be.</exception>
    public LayerRequest Read(ParseResult line)
    {
        CheckPackages(line);
        if (line.GetValue(_request) is not { } file)
        {
            return FromOptions(line);
        }

        var others = All.Where(option => option != _request && line.GetResult(option) is { Implicit: false })
            .Select(option => option.Name)
            .ToList();
        if (line.GetValue(_packages) is { Length: > 0 })
        {
            others.Add("packages");
        }

        return others.Count == 0
            ? RequestReader.Read(InputFile.Read(file, "--request"))
            : throw new CommandLineException(
                $"--request: the file holds the whole request, so {string.Join(", ", others)} can't be combined with it. Put them into '{file}'."
            );
    }

    /// <summary>The files that a command line names with <c>-r</c>, or the one that the request in a file names.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="asked">What <see cref="Read"/> made of it.</param>
    /// <exception cref="CommandLineException">One is missing or can't be read.</exception>
    /// <exception cref="InvalidRequestException">One is not as it must be.</exception>
    public RequestSources ReadSources(ParseResult line, LayerRequest asked) =>
        asked.RequirementsFile is { } name && line.GetValue(_request) is { } request
            ? RequestSources.Read([SourceFiles.OpenBeside(request, name)], new SourceFiles())
            : RequestSources.Read([.. (line.GetValue(_requirements) ?? []).Select(SourceFiles.OpenNamed)], new SourceFiles());

    /// <summary>The files that a command line names, to read the request from.</summary>
    /// <param name="line">The command line.</param>
    public IEnumerable<string> Files(ParseResult line) =>
        [.. line.GetValue(_requirements) ?? [], .. line.GetValue(_request) is { } request ? [request] : Array.Empty<string>()];

    /// <summary>What begins with a dash is a misspelt option rather than a misspelt package.</summary>
    private void CheckPackages(ParseResult line)
    {
        var packages = line.GetValue(_packages) ?? [];
        if (packages.FirstOrDefault(package => package.StartsWith('-')) is { } unknown)
        {
            var known = line.CommandResult.Command.Options.Where(option => !option.Hidden).Select(option => option.Name);
            throw new CommandLineException(
                $"'{unknown}' is not an option of build{Spelling.Hint(unknown.Split('=', 2)[0], known)}; 'layer-pipeline build --help' lists them. "
                    + "Put other pip options in pip's own configuration."
            );
        }

        if (packages.Length == 0 && line.GetResult(_requirements) is null && line.GetResult(_request) is null)
        {
            throw new CommandLineException(
                "No package is given. Give at least one (build numpy), a requirements file (-r) or a request (--request)."
            );
        }
    }

    private IReadOnlyList<Option> All =>
        [
            _requirements,
            _extras,
            _groups,
            _request,
            _python,
            _architecture,
            _name,
            _upTo,
            _smallest,
            _keep,
            _drop,
            _gpu,
            _data,
            _reserve,
            _systemLibraries,
            _coldStore,
            _bytecode,
            _zipBytes,
            _runtimeProvides,
            _probes,
            _environment,
            _allowBroken,
            _installer,
            _allowBuild,
        ];

    private LayerRequest FromOptions(ParseResult line) =>
        new()
        {
            Name = line.GetValue(_name),
            Packages = line.GetValue(_packages) ?? [],
            Extras = line.GetValue(_extras) ?? [],
            Groups = line.GetValue(_groups) ?? [],
            Python = line.GetValue(_python) ?? [],
            Architecture = line.GetValue(_architecture) ?? [],
            Budget = new BudgetRequest { ReserveBytes = line.GetValue(_reserve), ZipBytes = line.GetValue(_zipBytes) },
            SystemLibraries = [.. (line.GetValue(_systemLibraries) ?? []).Select(Absolute)],
            ColdStore = ColdStoreRequest.Of(line.GetValue(_coldStore) is { Length: > 0 } words ? words : null),
            Bytecode = RequestReader.ReadBytecode(line.GetValue(_bytecode)),
            Prune = new PruneRequest
            {
                UpTo = line.GetValue(_upTo) ?? LayerPipeline.Planning.Requests.Tier.Default.Name,
                Smallest = line.GetValue(_smallest),
                Keep = line.GetValue(_keep) ?? [],
                Drop = line.GetValue(_drop) ?? [],
                Gpu = RequestReader.ReadGpu(line.GetValue(_gpu)),
            },
            Data = ReadData(line.GetValue(_data) ?? []),
            RuntimeProvides = RequestReader.ReadRuntimeProvides(line.GetValue(_runtimeProvides)),
            Probes = line.GetValue(_probes) ?? [],
            Environment = ReadEnvironment(line.GetValue(_environment) ?? []),
            AllowBroken = line.GetValue(_allowBroken) ?? [],
            Installer = RequestReader.ReadInstaller(line.GetValue(_installer)),
            AllowBuild = line.GetValue(_allowBuild),
        };

    /// <summary>The build runs in another folder.</summary>
    private static string Absolute(string library) => SystemLibraryNames.IsPath(library) ? Path.GetFullPath(library) : library;

    private static Dictionary<string, string> ReadEnvironment(IEnumerable<string> values)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var value in values)
        {
            var parts = value.Split('=', 2);
            if (parts.Length != 2 || !variables.TryAdd(parts[0], parts[1]))
            {
                throw new CommandLineException(
                    parts.Length != 2
                        ? $"--environment: '{value}' is not a variable; write NAME=VALUE, such as HOME=/tmp."
                        : $"--environment: {parts[0]} is given twice; keep one."
                );
            }
        }

        return variables;
    }

    private static Dictionary<string, IReadOnlyList<string>> ReadData(IEnumerable<string> values)
    {
        var data = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var value in values)
        {
            var parts = value.Split('=', 2);
            var names = parts[^1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length != 2 || parts[0].Length == 0 || names.Length == 0)
            {
                throw new CommandLineException(
                    $"--data: '{value}' is not a rule with names; write RULE=NAME,NAME, such as babel-locales=de,fr."
                );
            }

            data[parts[0]] = [.. data.GetValueOrDefault(parts[0], []), .. names];
        }

        return data;
    }
}
