using System.ComponentModel;
using PoolResource.Git;

namespace PoolResource.Tests.Git;

public sealed class MachinesThatAreOutOfSomething
{
    [Theory]
    [InlineData(24, "this machine is out of file descriptors; …")]
    [InlineData(23, "this machine is out of file descriptors; …")]
    [InlineData(12, "this machine is out of memory or processes; …")]
    [InlineData(11, "this machine is out of memory or processes; …")]
    [InlineData(28, "a disk of this machine is full; …")]
    public void AreKnownByTheNumberOfTheFault(int number, string sentence) =>
        Sentence.Matches(sentence, ExhaustedResource.Of(new InvalidOperationException("outer", new Win32Exception(number)))!);

    [Theory]
    [InlineData("No space left on device : '/tmp/pool-resource-x/gitconfig'", "a disk of this machine is full; …")]
    [InlineData("Too many open files : '/tmp/x'", "this machine is out of file descriptors; …")]
    public void AreKnownByTheWordsOfTheFault(string words, string sentence) => Sentence.Matches(sentence, ExhaustedResource.Of(new IOException(words))!);

    [Fact]
    public void AreNotSuspectedOfAnythingElse()
    {
        Assert.Null(ExhaustedResource.Of(new Win32Exception(2)));
        Assert.Null(ExhaustedResource.Of(new IOException("The file exists")));
        Assert.Null(ExhaustedResource.Of("remote: fatal: No space left on device"));
    }
}
