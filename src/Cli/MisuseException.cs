namespace PoolResource.Cli;

/// <summary>The command line asks for what cannot be had: one sentence; the program exits 2.</summary>
public sealed class MisuseException(string sentence) : Exception(sentence);
