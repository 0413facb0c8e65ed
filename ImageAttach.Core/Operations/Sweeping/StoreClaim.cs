using System.Data.Common;
using ImageAttach.Databases;

namespace ImageAttach.Operations;

/// <summary>The claim of a database on a store: a row in the database and a mark in the store that match.</summary>
/// <remarks>
/// <para>The row notes where the database is, so that a copy in another place is known at once. Each sweep changes the nonce on both sides, so
/// that of two databases with the same row in the same place only the one that sweeps first goes on.</para>
/// <para>A sweep that is killed on the way leaves the next nonce in the row. The mark has either nonce then, and the next sweep completes the step. The row is
/// locked while the mark is written, so a sweep that is slow can't write an older nonce over that of another.</para>
/// </remarks>
internal sealed class StoreClaim(IListableImageStore store, DbConnection connection)
{
    private const int MaxAttempts = 10;

    private readonly StoreClaimTable _table = new(connection);
    private string? _text;
    private StoreMark? _mark;
    private StoreClaimRow? _row;
    private string? _place;

    /// <summary>Reads both sides.</summary>
    public static async Task<StoreClaim> ReadAsync(IListableImageStore store, DbConnection connection, CancellationToken cancellationToken)
    {
        StoreClaim claim = new(store, connection);
        await claim.ReadSettledAsync(cancellationToken).ConfigureAwait(false);
        return claim;
    }

    /// <summary>Why the store isn't known to belong to this database; null when it does, or when it has no mark yet.</summary>
    public string? Conflict => this switch
    {
        { _text: null } => null,
        { _mark: null } => $"The mark of {store} is '{_text}', as version 0.1 wrote it. Copies of a database have that in common, so it isn't believed any more.",
        { _row: null } => $"The files in {store} belong to another database: this one has no claim on them.",
        _ when _row.Place != _place => $"This database has been copied or moved since it was last swept against {store}: it was at '{_row.Place}', and is at '{_place}' now.",
        _ when NoncesDiffer =>
            $"A copy of this database, or this database before a backup was restored, was swept against {store} after this one.",
        _ => null,
    };

    private bool NoncesDiffer => _mark is not null && _row is not null && _mark.Nonce != _row.Nonce && _mark.Nonce != _row.NextNonce;

    /// <exception cref="SweepRefusedException">The store isn't known to belong to this database.</exception>
    public void RefuseConflict(long removed = 0)
    {
        if (Conflict is { } conflict)
        {
            string done = removed == 0 ? "Nothing was removed." : FormattableString.Invariant($"{removed:N0} files were removed before that.");
            throw new SweepRefusedException(
                $"{conflict} Swept against the wrong database, files that others need would be lost. {done} If this is the one database that the files " +
                "belong to, and not a copy, sweep once with AdoptStore. See docs/errors/sweep-refused.md");
        }
    }

    /// <summary>Reads both sides again.</summary>
    /// <param name="removed">How many files the sweep has removed.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="SweepRefusedException">The store doesn't belong to this database any more.</exception>
    public async Task CheckAsync(long removed, CancellationToken cancellationToken)
    {
        await ReadSettledAsync(cancellationToken).ConfigureAwait(false);
        RefuseConflict(removed);
        if (_text is null)
            throw new SweepRefusedException($"The mark of {store} has been removed while it was swept. Sweep again.");
    }

    /// <summary>Claims the store, or changes the nonce of the claim.</summary>
    /// <param name="adopt">Whether to claim a store that isn't known to belong to this database.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="SweepRefusedException">The store isn't known to belong to this database.</exception>
    public async Task AdvanceAsync(bool adopt, CancellationToken cancellationToken)
    {
        await ReadSettledAsync(cancellationToken).ConfigureAwait(false);
        if (_text is null || (adopt && Conflict is not null))
        {
            await ClaimAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            await CheckAsync(removed: 0, cancellationToken).ConfigureAwait(false);
            if (_row!.NextNonce is { } begun)
                await CompleteAsync(begun, cancellationToken).ConfigureAwait(false);
            else if (await TryChangeNonceAsync(cancellationToken).ConfigureAwait(false))
                return;
        }

        throw new SweepRefusedException($"Other sweeps of {store} are at work. Nothing was removed. Sweep again when they have ended.");
    }

    private async Task ClaimAsync(CancellationToken cancellationToken)
    {
        await _table.CreateAsync(cancellationToken).ConfigureAwait(false);
        if (_row is not null)
            await _table.RemoveAsync(_row.Store, cancellationToken).ConfigureAwait(false);
        StoreMark mark = StoreMark.Create();
        string place = await ImageDatabases.Get(connection).GetIdentityAsync(connection, cancellationToken).ConfigureAwait(false);
        await _table.AddAsync(new(mark.Store, mark.Nonce, NextNonce: null, place), cancellationToken).ConfigureAwait(false);
        await store.WriteMarkAsync(mark.ToString(), cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> TryChangeNonceAsync(CancellationToken cancellationToken)
    {
        string next = StoreMark.NewName();
        if (!await _table.BeginAdvanceAsync(_row!, next, cancellationToken).ConfigureAwait(false))
            return false;
        await CompleteAsync(next, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private Task CompleteAsync(string next, CancellationToken cancellationToken)
    {
        string mark = new StoreMark(_row!.Store, next).ToString();
        return _table.EndAdvanceAsync(_row.Store, next, () => store.WriteMarkAsync(mark, cancellationToken), cancellationToken);
    }

    // A sweep of the same database beside this one changes both sides, and may be between the two when this one reads them.
    private async Task ReadSettledAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken).ConfigureAwait(false);
        for (int attempt = 1; attempt < MaxAttempts && NoncesDiffer; attempt++)
        {
            await Task.Delay(attempt * 20, cancellationToken).ConfigureAwait(false);
            await ReadAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        _text = await store.ReadMarkAsync(cancellationToken).ConfigureAwait(false);
        _mark = _text is null ? null : StoreMark.Parse(_text);
        _row = _mark is null ? null : await _table.FindAsync(_mark.Store, cancellationToken).ConfigureAwait(false);
        _place = _row is null ? null : await ImageDatabases.Get(connection).GetIdentityAsync(connection, cancellationToken).ConfigureAwait(false);
    }
}
