namespace ImageAttach.Tests.Support;

/// <summary>A fresh folder that is removed with what is in it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("imageattach-tests-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
