using PoolResource.Git.Objects;

namespace PoolResource.Tests.Git;

public sealed class TheHashLibrary
{
    [Fact]
    public void IsHere() => HashLibrary.MustBeThere();

    [Fact]
    public void MayBeAnyOfItsNames() => HashLibrary.MustBeThere(["libnowhere.so.7", "libc.so.6"]);

    [Fact]
    public void IsNamedWhereItIsMissing()
    {
        var fault = Assert.Throws<PoolException>(() => HashLibrary.MustBeThere(["libnowhere.so.7"]));

        Assert.Equal("libnowhere.so.7 is missing, by which libgit2 hashes; install it (apt-get install libssl3)", fault.Message);
    }
}
