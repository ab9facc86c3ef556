using System.Net.Sockets;
using System.Text;
using PoolResource.Concourse;
using PoolResource.Testing;

namespace PoolResource.Tests.Protocol;

public sealed class InputsOfAStep : IDisposable
{
    private readonly TestFolder folder = new();

    public InputsOfAStep() => folder
        .With("inputs/env/name", "env-1\n")
        .With("inputs/env/metadata", "content")
        .With("outside/name", "stolen")
        .With("outside/metadata", "secret");

    private StepInputs Inputs => new(folder["inputs"]);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("env-1\n", "env-1")]
    [InlineData("env-1", "env-1")]
    [InlineData("env-1\r\n", "env-1")]
    [InlineData(" \t env-1 \n\n", "env-1")]
    [InlineData("two words\n", "two words")]
    [InlineData("ümläut-日本", "ümläut-日本")]
    public void NameALockWithoutTheWhiteSpaceAroundIt(string text, string name)
    {
        folder.With("inputs/lock/name", text);

        Assert.Equal(name, Inputs.Name("lock", "params.release").Name.Value);
    }

    [Theory]
    [InlineData("", "params.add: lock/name: the lock name \"\" is empty; …")]
    [InlineData("\n \n", "params.add: lock/name: the lock name \"\" is empty; …")]
    [InlineData("a\nb\n", "params.add: lock/name: the lock name \"a?b\" contains a control character; …")]
    [InlineData("../../x", "params.add: lock/name: the lock name \"../../x\" contains a slash; …")]
    [InlineData(".gitkeep", "params.add: lock/name: the lock name \".gitkeep\" starts with a dot; …")]
    public void AreRefusedForAName(string text, string sentence)
    {
        folder.With("inputs/lock/name", text);

        Sentence.Refuses(sentence, () => Inputs.Name("lock", "params.add"));
    }

    [Fact]
    public void AreRefusedForANameThatIsNotUtf8()
    {
        folder.With("inputs/lock/name", [0x65, 0xff, 0x6e]);

        Sentence.Refuses("params.add: \"lock\"/name is not UTF-8 text; …", () => Inputs.Name("lock", "params.add"));
    }

    [Fact]
    public void KeepEveryByteOfTheMetadata()
    {
        byte[] bytes = [0, 0xff, (byte)'\r', (byte)'\n', (byte)' ', 0xfe, (byte)'\n'];
        folder.With("inputs/lock/metadata", bytes);

        Assert.Equal(bytes, Inputs.Metadata("lock", "params.add"));
    }

    [Theory]
    [InlineData("env")]
    [InlineData("env/")]
    [InlineData("./env")]
    [InlineData("other/../env")]
    [InlineData("../inputs/env")]
    public void AreFoundByAnyPathThatStaysInside(string directory) =>
        Assert.Equal("env-1", Inputs.Name(directory, "params.release").Name.Value);

    [Theory]
    [InlineData("../outside")]
    [InlineData("env/../../outside")]
    [InlineData("/etc")]
    [InlineData("..")]
    public void AreRefusedForAPathThatLeadsOut(string directory)
    {
        const string LeadsOut = "params.release: \"…\" leads out of the step's inputs; …";
        Sentence.Refuses(LeadsOut, () => Inputs.Name(directory, "params.release"));
        Sentence.Refuses(LeadsOut, () => Inputs.Metadata(directory, "params.release"));
    }

    [Fact]
    public void AreRefusedBesideADirectoryWhoseNameBeginsTheSame()
    {
        folder.With("inputs-of-another/name", "stolen");

        Sentence.Refuses("… leads out of the step's inputs; …", () => Inputs.Name("../inputs-of-another", "params.release"));
    }

    [Theory]
    [InlineData("missing", "params.add: there is no directory \"missing\" among the step's inputs; …")]
    [InlineData("env/name", "params.add: there is no directory \"env/name\" among the step's inputs; …")]
    [InlineData("empty", "params.add: \"empty\" has no file name; …")]
    [InlineData("folders", "params.add: \"folders/name\" is a directory; it must be a file")]
    public void AreRefusedWhereNoNameIs(string directory, string sentence)
    {
        folder.WithDirectory("inputs/empty").WithDirectory("inputs/folders/name");

        Sentence.Refuses(sentence, () => Inputs.Name(directory, "params.add"));
    }

    [Theory]
    [InlineData("bare", "params.add: \"bare\" has no file metadata; …")]
    [InlineData("folders", "params.add: \"folders/metadata\" is a directory; it must be a file")]
    public void AreRefusedWhereNoMetadataIs(string directory, string sentence)
    {
        folder.With("inputs/bare/name", "env-1").With("inputs/folders/metadata/file", "x");

        Sentence.Refuses(sentence, () => Inputs.Metadata(directory, "params.add"));
    }

    [Fact]
    public void AreRefusedForAFileThatCannotBeRead()
    {
        // Root reads every file whatever its mode; nobody reads a socket.
        folder.WithDirectory("inputs/s");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(folder["inputs/s/name"]));

        Sentence.Refuses("params.add: \"s/name\" cannot be read (…); …", () => Inputs.Name("s", "params.add"));
    }

    [Fact]
    public void TellADirectoryWithALockFromOneWithout()
    {
        folder.WithDirectory("inputs/empty");

        Assert.True(Inputs.HasLock("env"));
        Assert.False(Inputs.HasLock("empty"));
        Assert.False(Inputs.HasLock("missing"));
    }

    [Fact]
    public void QuoteNothingThatControlsATerminal() =>
        Assert.DoesNotContain(
            '\e', Assert.Throws<PoolException>(() => Inputs.Name("\e[2J", "params.add")).Message);

    [Fact]
    public void SayOnlySoMuchOfALongPath() =>
        Assert.True(Encoding.UTF8.GetByteCount(
            Assert.Throws<PoolException>(() => Inputs.Name(new string('x', 200), "params.add")).Message) < 300);
}
