using System.CommandLine;
using System.Text.RegularExpressions;
using Amazon;
using LayerPipeline.Local;

namespace LayerPipeline.Cli.Verbs;

/// <summary><c>--state-machine</c>: which deployed stack a command asks.</summary>
internal static partial class StateMachineOption
{
    private const string Name = "--state-machine";

    /// <summary>Makes the option.</summary>
    /// <param name="description">What the command needs it for.</param>
    /// <param name="isRequired">Whether the command does nothing without it.</param>
    public static Option<string?> Create(string description, bool isRequired) =>
        new(Name)
        {
            HelpName = "ARN",
            Description = description,
            Required = isRequired,
        };

    /// <summary>The region that an ARN names; an endpoint of one's own comes from the environment.</summary>
    /// <param name="arn">The option's value.</param>
    /// <exception cref="CommandLineException">It is not the ARN of a state machine.</exception>
    public static RegionEndpoint RegionOf(string arn) =>
        Pattern().Match(arn) is { Success: true } match
            ? RegionEndpoint.GetBySystemName(match.Groups["region"].Value)
            : throw new CommandLineException(
                $"{Name}: '{arn}' is not the ARN of a state machine, such as arn:aws:states:eu-west-1:123456789012:stateMachine:layer-pipeline. "
                    + "It is the stack's output StateMachineArn."
            );

    [GeneratedRegex(
        @"^arn:aws[a-z-]*:states:(?<region>[a-z0-9-]+):[0-9]{12}:stateMachine:[A-Za-z0-9_-]{1,80}$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Pattern();
}
