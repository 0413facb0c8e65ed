namespace ImageAttach.Benchmarks.Stores;

/// <summary>Numbered files on a server, put and read through the store or through the bare SDK.</summary>
internal interface IServerFiles
{
    Task PutAsync(bool byStore, int i, Stream source);

    Task GetAsync(bool byStore, int i);

    Task DeleteAsync(int i);
}
