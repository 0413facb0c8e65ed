using System.Data.Common;

namespace ImageAttach.Tool.Application;

/// <summary>Whether a store's files belong to the database at hand.</summary>
internal static class Ownership
{
    /// <exception cref="ToolException">They belong to another one.</exception>
    public static async Task CheckAsync(IImageStore store, DbConnection connection, CancellationToken cancellationToken)
    {
        if (store is not IListableImageStore listable)
            return;
        StoreMark mark = await StoreMark.ReadAsync(listable, connection, cancellationToken);
        if (mark.OfAnother is { } other)
        {
            throw new ToolException(
                ExitCode.Refused,
                $"The files in {store} belong to another database, '{other}'. Give the store of this one; if the database has moved here, and is no copy, sweep the store once with --take-over.");
        }
    }
}
