using Xunit.Sdk;
using Xunit.v3;

namespace PoolResource.ServerTests;

/// <summary>Begins with the tests that wait for a silent host, so that the others do not have to wait for them.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderByDescending(collection => collection.TestCollectionDisplayName.Contains("Silent", StringComparison.Ordinal))];
}
