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
        if (await ImageSweeper.FindConflictAsync(connection, listable, cancellationToken) is { } conflict)
        {
            throw new ToolException(
                ExitCode.Refused, $"{conflict} Give the store of this database; if it is this one, and the database is no copy, sweep the store once with --take-over.");
        }
    }
}
