using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Networks;

namespace PoolResource.ServerTests;

/// <summary>A server, known as <c>silent</c>, that accepts connections on ports 22 and 443 and says nothing.</summary>
public sealed class SilentServer(INetwork network) : TestServer("silent", network)
{
    protected override ContainerBuilder Describe(ContainerBuilder builder) => builder
        .WithWaitStrategy(Wait.ForUnixContainer().UntilMessageIsLogged("listening on .*443").UntilMessageIsLogged("listening on .*22"));
}
