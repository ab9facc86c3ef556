using System.Text;

namespace PoolResource.Tests;

/// <summary>A directory of one test, named after it, gone when the test is over.</summary>
internal sealed class TestFolder : IDisposable
{
    public TestFolder()
    {
        var name = TestContext.Current.TestMethod?.MethodName ?? "test";
        Path = Directory.CreateTempSubdirectory($"{name[..Math.Min(name.Length, 40)]}-").FullName;
    }

    public string Path { get; }

    public string this[string relative] => System.IO.Path.Combine(Path, relative);

    public TestFolder With(string relative, string text) => With(relative, Encoding.UTF8.GetBytes(text));

    public TestFolder With(string relative, byte[] bytes)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[relative])!);
        File.WriteAllBytes(this[relative], bytes);
        return this;
    }

    public TestFolder WithLink(string relative, string target)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[relative])!);
        File.CreateSymbolicLink(this[relative], target);
        return this;
    }

    public TestFolder WithDirectory(string relative)
    {
        Directory.CreateDirectory(this[relative]);
        return this;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
