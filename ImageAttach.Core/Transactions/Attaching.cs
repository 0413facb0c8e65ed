namespace ImageAttach.Transactions;

/// <summary>Lets somebody hear of pictures that were attached, once their rows are committed.</summary>
internal static class Attaching
{
    private static readonly AsyncLocal<Action<Image, IImageStore>?> Listener = new();

    /// <summary>Tells of each original and its store, for the rest of the async method that calls this and in what it calls. Who listens already goes on.</summary>
    public static void Listen(Action<Image, IImageStore> listener) => Listener.Value += listener;

    /// <summary>Notes an original, to be told of with the commit.</summary>
    public static void Note(FileLedger ledger, Image original, IImageStore store)
    {
        if (Listener.Value is { } listener)
            ledger.OnCommitted(() => listener(original, store));
    }
}
