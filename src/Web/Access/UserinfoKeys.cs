namespace PoolResource.Web.Access;

/// <summary>Which members of a provider's answer say who somebody is.</summary>
/// <param name="Id">The stable id.</param>
/// <param name="Name">The name.</param>
/// <param name="Email">The e-mail.</param>
/// <param name="Groups">The groups: a list of texts, or one with commas or spaces between them.</param>
public sealed record UserinfoKeys(string Id, string Name, string Email, string Groups);
