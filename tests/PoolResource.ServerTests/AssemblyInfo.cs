[assembly: AssemblyFixture(typeof(PoolResource.ServerTests.Servers))]
[assembly: TestCollectionOrderer(typeof(PoolResource.ServerTests.LongestFirst))]
