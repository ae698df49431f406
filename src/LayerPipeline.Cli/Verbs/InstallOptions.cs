using System.CommandLine;
using LayerPipeline.Cli.Building;
using LayerPipeline.Cli.Output;
using LayerPipeline.Cli.Steps;
using LayerPipeline.Local;
using LayerPipeline.Local.Interpreters;

namespace LayerPipeline.Cli.Verbs;

/// <summary>Options of Install on this machine: the interpreter, and pip's own options under pip's names.</summary>
internal sealed class InstallOptions
{
    private readonly Option<string?> _interpreter = new("--interpreter")
    {
        HelpName = "PATH",
        Description = "The Python to use. By default, one is searched for.",
    };

    private readonly Option<bool> _unproven = new("--unproven")
    {
        Description = "If the runtime's Python is missing: install with another Python's pip and probe nothing.",
    };

    private readonly Option<string[]> _constraints = new("--constraint", "-c")
    {
        HelpName = "FILE",
        Description = "Passed to pip as --constraint; may be repeated.",
    };

    private readonly Option<string[]> _findLinks = new("--find-links", "-f")
    {
        HelpName = "FOLDER",
        Description = "Passed to pip as --find-links: a folder with wheels; may be repeated.",
    };

    private readonly Option<bool> _noIndex = new("--no-index")
    {
        Description = "Passed to pip as --no-index: take everything from --find-links.",
    };

    private readonly Option<string?> _indexUrl = new("--index-url", "-i")
    {
        HelpName = "URL",
        Description = "Passed to pip as --index-url.",
    };

    private readonly Option<string[]> _extraIndexUrls = new("--extra-index-url")
    {
        HelpName = "URL",
        Description = "Passed to pip as --extra-index-url; may be repeated.",
    };

    private readonly Option<bool> _noEvidence = new("--no-evidence")
    {
        Description = "For development: let only rules decide, and let Repair fix what they break.",
        Hidden = true,
    };

    private readonly Option<bool> _noMeasure = new("--no-measure") { Description = "Do not measure how long imports take." };

    /// <summary>Adds only what says where pip finds packages.</summary>
    public void AddSourcesTo(Command command)
    {
        Option[] sources = [_findLinks, _noIndex, _indexUrl, _extraIndexUrls];
        foreach (var option in sources)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] all = [_interpreter, _unproven, _constraints, _findLinks, _noIndex, _indexUrl, _extraIndexUrls, _noEvidence, _noMeasure];
        foreach (var option in all)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The files that a command line names, for pip.</summary>
    /// <param name="line">The command line.</param>
    public IEnumerable<string> Files(ParseResult line) => line.GetValue(_constraints) ?? [];

    /// <summary>What a command line says.</summary>
    /// <exception cref="CommandLineException">A file or folder that it names is not there.</exception>
    public BuildSwitches Read(ParseResult line)
    {
        var pip = new PipOptions
        {
            Constraints = line.GetValue(_constraints) ?? [],
            FindLinks = line.GetValue(_findLinks) ?? [],
            NoIndex = line.GetValue(_noIndex),
            IndexUrl = line.GetValue(_indexUrl),
            ExtraIndexUrls = line.GetValue(_extraIndexUrls) ?? [],
        };
        pip.Check();
        return new BuildSwitches
        {
            Pip = pip,
            Interpreter = line.GetValue(_interpreter),
            AllowUnproven = line.GetValue(_unproven),
            Measures = !line.GetValue(_noMeasure),
            UseEvidence = !line.GetValue(_noEvidence),
        };
    }
}
