using System.Data.Common;
using static ImageAttach.Testing.Expectations;

namespace ImageAttach.Testing;

/// <summary>What a database promises about ambient transactions: its connections take part, or are refused.</summary>
internal static class AmbientChecks
{
    public static IReadOnlyList<DatabaseCheck> All { get; } =
    [
        new("Rows follow a TransactionScope that is completed, or the connection is refused", context => FollowsAsync(context, isCompleted: true)),
        new("Rows follow a TransactionScope that isn't completed, or the connection is refused", context => FollowsAsync(context, isCompleted: false)),
    ];

    private static async Task FollowsAsync(DatabaseTestContext context, bool isCompleted)
    {
        DbConnection outside = await context.OpenWithAsync<SamplePicture>().ConfigureAwait(false);
        string? obstacle = context.Database.FindAmbientObstacle(outside);
        Exception? thrown = await ThrownByAsync(() => AttachAsync(context, isCompleted)).ConfigureAwait(false);
        int[] widths = await context.WidthsAsync(outside, owner: 1).ConfigureAwait(false);
        if (obstacle is not null)
        {
            Expect(thrown is NotSupportedException, $"An attach in a TransactionScope {(thrown is null ? "succeeded" : $"threw {thrown.GetType().Name}")}; FindAmbientObstacle gave '{obstacle}', so it should throw NotSupportedException.", thrown);
            Expect(widths.Length == 0, "There is a row after an attach that was refused; there should be none.");
            return;
        }

        Expect(thrown is null, $"An attach in a TransactionScope threw {thrown?.GetType().Name} ({thrown?.Message}); FindAmbientObstacle should say why the connection can't take part.", thrown);
        Expect(
            widths.Length == (isCompleted ? 1 : 0),
            $"There {(widths.Length == 1 ? "is a row" : "is no row")} after a TransactionScope that was{(isCompleted ? "" : "n't")} completed. FindAmbientObstacle should say why, if the connection can't take part in one.");
        string files = isCompleted ? "MemoryStore of 1 files" : "MemoryStore of 0 files";
        Expect(context.Store.ToString() == files, $"There is a {context.Store} after a TransactionScope that was{(isCompleted ? "" : "n't")} completed; files should follow it.");
    }

    private static async Task AttachAsync(DatabaseTestContext context, bool isCompleted)
    {
        // It also waits for the files to follow.
        ImageScope scope = new();
        await using (scope.ConfigureAwait(false))
        {
            DbConnection inside = await context.OpenAsync().ConfigureAwait(false);
            await context.AttachAsync(inside, owner: 1, side: 1).ConfigureAwait(false);
            if (isCompleted)
                scope.Complete();
        }
    }
}
