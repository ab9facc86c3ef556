using System.Globalization;
using System.Text.RegularExpressions;

namespace PoolResource.ServerTests.Containers;

/// <summary>When a container is ready.</summary>
public interface IWaitForContainerOS
{
    IWaitForContainerOS UntilMessageIsLogged(string pattern);

    IWaitForContainerOS UntilInternalTcpPortIsAvailable(int containerPort);

    /// <summary>Whether all of it has come true.</summary>
    Task<bool> IsReadyAsync(IContainer container);
}

/// <summary>Begins a description of when a container is ready.</summary>
public static class Wait
{
    public static IWaitForContainerOS ForUnixContainer() => new Conditions();

    private sealed class Conditions : IWaitForContainerOS
    {
        private readonly List<Func<IContainer, Task<bool>>> conditions = [];

        public IWaitForContainerOS UntilMessageIsLogged(string pattern) => And(async container =>
        {
            var (stdout, stderr) = await container.GetLogsAsync(timestampsEnabled: false);
            return Regex.IsMatch(stdout, pattern) || Regex.IsMatch(stderr, pattern);
        });

        public IWaitForContainerOS UntilInternalTcpPortIsAvailable(int containerPort) => And(async container =>
            (await container.ExecAsync(["bash", "-c", $": </dev/tcp/127.0.0.1/{containerPort.ToString(CultureInfo.InvariantCulture)}"])).ExitCode == 0);

        public async Task<bool> IsReadyAsync(IContainer container)
        {
            foreach (var condition in conditions)
            {
                if (!await condition(container))
                {
                    return false;
                }
            }

            return true;
        }

        private Conditions And(Func<IContainer, Task<bool>> condition)
        {
            conditions.Add(condition);
            return this;
        }
    }
}
