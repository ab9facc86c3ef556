using PoolResource.Operations;
using PoolResource.Testing;

namespace PoolResource.Tests.Operations;

public sealed class ReadingANameFromAFile
{
    [Theory]
    [InlineData("aws/claimed/env-1", "unclaiming: env-1: …")]
    [InlineData("aws/claimed/env-1 aws/claimed/env-1_", "unclaiming: env-1_: …")]
    [InlineData("aws/claimed/env-1_", "unclaiming: env-1_: …")]
    [InlineData("aws/claimed/env-1 aws-lifecycle/claimed/env-1_", "refused: there is no lock \"env-1_\" in pool aws, but one that looks like it: \"env-1\"; correct the name")]
    [InlineData("aws/claimed/spare aws-lifecycle/claimed/env-1_", "refused: lock \"env-1_\" is not in pool aws, but in pool aws-lifecycle (claimed), …")]
    [InlineData("aws/claimed/env-1_ aws-lifecycle/claimed/spare", "unclaiming: env-1_: …")]
    [InlineData("aws/claimed/spare", "refused: there is no lock env-1 in pool aws (it has spare); …")]
    public void TakesWhiteSpaceAtItsEndsAsPartOfItWhereThereIsSuchALock(string branch, string answer)
    {
        var files = MemoryPools.Of(branch).Files;
        var written = files.Aggregate(files.Clear(), (all, file) => all.Add(file.Key.Replace('_', ' '), file.Value));
        var operation = new NameAsWritten(
            new ReleaseLock(Answer.Aws, LockName.Parse("env-1 ", "x")), new ReleaseLock(Answer.Aws, Answer.Env1));

        Sentence.Matches(answer.Replace('_', ' '), Answer.Of(operation, new MemoryPools(written)));
    }
}
