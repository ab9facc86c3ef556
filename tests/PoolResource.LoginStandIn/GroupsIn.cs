namespace PoolResource.LoginStandIn;

/// <summary>Where OpenID Connect tells somebody's groups.</summary>
public enum GroupsIn
{
    Both,
    IdentityToken,
    Userinfo,
}
