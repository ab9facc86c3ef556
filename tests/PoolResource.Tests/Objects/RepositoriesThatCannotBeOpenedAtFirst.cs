using PoolResource.Git.Objects;
using PoolResource.Testing;

namespace PoolResource.Tests.Objects;

public sealed class RepositoriesThatCannotBeOpenedAtFirst
{
    [Fact]
    public void AreOpenedOnceTheyCan()
    {
        using var folder = new TestFolder();
        using var objects = new GitObjects(folder["repository.git"]);
        Assert.ThrowsAny<Exception>(objects.WarmUp);

        BareRepository.Create(folder["repository.git"]);

        objects.WarmUp();
    }
}
