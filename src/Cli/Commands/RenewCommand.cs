using System.CommandLine;
using PoolResource.Cli.Display;
using PoolResource.Cli.People;
using PoolResource.Operations;

namespace PoolResource.Cli.Commands;

/// <summary><c>pool renew</c>: has the lease of a claim run for another length of time.</summary>
internal static class RenewCommand
{
    public static Command Create(Terminal terminal) =>
        new Command("renew", "Have the lease of a claim run for another length of time, from now on") { LeaseOption.OfAClaim }
            .Changing(terminal, (parsed, one) =>
            {
                var lease = LeaseOption.Of(parsed) ?? throw new MisuseException($"{LeaseOption.OfAClaim.Name} is missing; say how long the claim is to run from now on, as in {LeaseOption.OfAClaim.Name} 4h");
                return own => new RenewLock(one.Pool, one.Name, lease, own);
            })
            .WithExamples("pool renew aws/env-1 --lease 4h");
}
