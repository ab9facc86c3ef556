namespace PoolResource;

/// <summary>What the user got wrong, or has to know: one sentence for the build log; the step exits 1.</summary>
public sealed class PoolException(string sentence, Exception? cause = null) : Exception(sentence, cause);
