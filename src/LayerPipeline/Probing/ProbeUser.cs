namespace LayerPipeline.Probing;

/// <summary>Who ran a probe in the build container: functions run as a user without rights, and root may do more.</summary>
/// <param name="Name">Name or number of the user.</param>
/// <param name="Reason">Why it was root all the same; null where it was not.</param>
public sealed record ProbeUser(string Name, string? Reason = null);
