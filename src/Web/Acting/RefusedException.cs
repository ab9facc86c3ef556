namespace PoolResource.Web.Acting;

/// <summary>An act was not done, or it is not known whether it was.</summary>
/// <param name="sentence">Why, for the person.</param>
/// <param name="cause">What came of it.</param>
public sealed class RefusedException(string sentence, Exception? cause = null) : Exception(sentence, cause);
