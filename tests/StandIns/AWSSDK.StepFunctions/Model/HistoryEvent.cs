namespace Amazon.StepFunctions.Model;

/// <summary>Something that happened in an execution.</summary>
public sealed class HistoryEvent
{
    /// <summary>Its number, from 1.</summary>
    public long? Id { get; set; }

    /// <summary>The event that it follows; 0 for the first.</summary>
    public long? PreviousEventId { get; set; }

    /// <summary>Of a map that begins.</summary>
    public MapStateStartedEventDetails? MapStateStartedEventDetails { get; set; }

    /// <summary>Of an iteration that begins.</summary>
    public MapIterationEventDetails? MapIterationStartedEventDetails { get; set; }

    /// <summary>Of a state that ends.</summary>
    public StateExitedEventDetails? StateExitedEventDetails { get; set; }
}
