namespace PoolResource.Web.Security;

/// <summary>Writes what the framework warns of where the engine writes, a line each, without secrets.</summary>
/// <param name="log">The engine's log.</param>
internal sealed class MaskedLogger(EngineLog log) : ILoggerProvider, ILogger
{
    private const int Longest = 500;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            var cause = exception is null ? "" : $": {exception.GetType().Name}: {exception.Message}";
            log.Warn(Quoted.Cut($"{formatter(state, exception)}{cause}".ReplaceLineEndings(" "), Longest));
        }
    }

    public void Dispose()
    {
    }
}
