using System.Data.Common;
using ImageAttach.Databases;
using static ImageAttach.Testing.Expectations;

namespace ImageAttach.Testing;

/// <summary>What a database promises to transactions that wait for each other.</summary>
internal static class ConflictChecks
{
    public static IReadOnlyList<DatabaseCheck> All { get; } =
    [
        new("The victim of a deadlock gets a conflict, and isn't reported as committed without its rows", ReportsDeadlockAsync),
    ];

    private static async Task ReportsDeadlockAsync(DatabaseTestContext context)
    {
        DbConnection first = await context.OpenWithAsync<SamplePicture>().ConfigureAwait(false), second = await context.OpenAsync().ConfigureAwait(false);
        for (int owner = 1; owner <= 7; owner++)
            await context.AttachAsync(first, owner, side: 1).ConfigureAwait(false);
        Holder one = await Holder.BeginAsync(context, first, marker: 101).ConfigureAwait(false);
        await using (one.ConfigureAwait(false))
        {
            Task<Holder> beginning = Task.Run(() => Holder.BeginAsync(context, second, marker: 107), context.CancellationToken);
            await one.AttachAsync(owner: 2).ConfigureAwait(false);

            // Where transactions that write come one after the other, two can't wait for each other.
            bool isAlone = await context.IsWaitingAsync(beginning).ConfigureAwait(false);
            if (isAlone)
                await one.EndAsync().ConfigureAwait(false);
            Holder two = await beginning.ConfigureAwait(false);
            await using (two.ConfigureAwait(false))
            {
                if (!isAlone)
                    await MeetAsync(context, one, two).ConfigureAwait(false);
            }
        }
    }

    private static async Task MeetAsync(DatabaseTestContext context, Holder one, Holder two)
    {
        Task<SamplePicture> attaching = two.AttachAsync(owner: 6);
        bool isHeldUp = await context.IsWaitingAsync(attaching).ConfigureAwait(false);
        if (isHeldUp)
            await one.EndAsync().ConfigureAwait(false);
        await attaching.ConfigureAwait(false);
        if (!isHeldUp)
            await CrossAsync(context, one, two).ConfigureAwait(false);
    }

    private static async Task CrossAsync(DatabaseTestContext context, Holder one, Holder two)
    {
        Task<DbException?> oneFails = one.TryAttachAsync(owner: 6), twoFails = two.TryAttachAsync(owner: 2);
        bool isOneFirst = await Task.WhenAny(oneFails, twoFails).ConfigureAwait(false) == oneFails;

        // A database that rolls its victim back at once lets the other one end first.
        bool isOneVictim = isOneFirst == (await (isOneFirst ? oneFails : twoFails).ConfigureAwait(false) is not null);
        (Holder victim, Holder other, Task<DbException?> victimFails, Task<DbException?> otherFails) =
            isOneVictim ? (one, two, oneFails, twoFails) : (two, one, twoFails, oneFails);
        DbException? conflict = await victimFails.ConfigureAwait(false);
        Expect(conflict is not null, "Two transactions each attached to the set that the other one had changed, and neither waited; one of them should wait, and then fail.");
        DatabaseErrorKind kind = context.Database.GetErrorKind(conflict!);
        Expect(kind == DatabaseErrorKind.Conflict, $"GetErrorKind called the error of a deadlock's victim {kind} ({conflict!.Message}); it should be Conflict.", conflict);
        Exception? victimThrew = await ThrownByAsync(victim.EndAsync).ConfigureAwait(false);
        DbException? otherConflict = await otherFails.ConfigureAwait(false);
        Exception? otherThrew = await ThrownByAsync(other.EndAsync).ConfigureAwait(false);
        Expect(
            otherConflict is null || context.Database.GetErrorKind(otherConflict) == DatabaseErrorKind.Conflict,
            $"The other transaction failed as well: {otherConflict?.Message} It should go on once the victim has ended, or get a conflict, too.",
            otherConflict);
        DbConnection connection = await context.OpenAsync().ConfigureAwait(false);
        await TransactionChecks.ExpectTruthAsync(context, connection, victimThrew, victim.Marker).ConfigureAwait(false);
        await TransactionChecks.ExpectTruthAsync(context, connection, otherThrew, other.Marker).ConfigureAwait(false);
    }

    /// <summary>A transaction that has written a row of an owner of its own, which shows later whether it was committed.</summary>
    private sealed class Holder(DatabaseTestContext context, DbConnection connection, ImageTransaction transaction, int marker) : IAsyncDisposable
    {
        public int Marker => marker;

        public static async Task<Holder> BeginAsync(DatabaseTestContext context, DbConnection connection, int marker)
        {
            ImageTransaction transaction = await connection.BeginImageTransactionAsync(context.Database.OperationIsolation, context.CancellationToken).ConfigureAwait(false);
            await new SampleRows(context.Database, connection, transaction.DbTransaction).AddAsync(marker).ConfigureAwait(false);
            return new(context, connection, transaction, marker);
        }

        public Task<SamplePicture> AttachAsync(int owner) => Task.Run(() => context.AttachAsync(connection, owner, side: 2, transaction), context.CancellationToken);

        public async Task<DbException?> TryAttachAsync(int owner) => await ThrownByAsync(() => AttachAsync(owner)).ConfigureAwait(false) switch
        {
            null => null,
            DbException failure => failure,
            { InnerException: DbException cause } => cause,
            { } other => throw new CheckFailedException($"A transaction that met another one threw {other.GetType().Name} ({other.Message}); it should throw what the database reports.", other),
        };

        public Task EndAsync() => transaction.IsEnded ? Task.FromException(new TransactionDoomedException("It was rolled back.")) : transaction.CommitAsync(context.CancellationToken);

        public ValueTask DisposeAsync() => transaction.DisposeAsync();
    }
}
