namespace PoolResource.Testing;

/// <summary>An answer in place of Concourse's own.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Body">What it says.</param>
/// <param name="Location">Where a redirect leads.</param>
public sealed record ConcourseReply(int Status, string Body = "", string? Location = null);
