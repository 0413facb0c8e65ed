using ImageAttach.Databases;

namespace ImageAttach.Transactions;

/// <content>When an original counts as attached, among the sets of its owner.</content>
internal readonly partial struct ImageRows<TImage>
{
    /// <summary>Sets the time of a new original, so that it is later than what was attached to its owner before, by whichever host.</summary>
    /// <remarks>
    /// The clocks of an application's hosts differ, so the database's counts. Where it has none, the time is at least a microsecond after the owner's
    /// latest. On a server, reading the owner's other sets would lock them at high isolation levels, and let transactions fail that have nothing in common.
    /// </remarks>
    /// <param name="original">The original, before its row is inserted.</param>
    /// <param name="ownerKey">Those of the set's key parameters that hold the owner's key.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task SetTimeAsync(TImage original, IReadOnlyList<string> ownerKey, CancellationToken cancellationToken)
    {
        string? clock = Database.ClockQuery;
        object? found = await (clock is null ? LatestAsync(original, ownerKey, cancellationToken) : ScalarAsync(clock, 0, static (_, _) => { }, cancellationToken)).ConfigureAwait(false);
        if (found is null or DBNull)
            return;
        DateTimeOffset time = ImageColumns.ToStoredPrecision(ImageColumns.ToDateTimeOffset(found));
        if (clock is not null)
            original.CreatedAt = time;
        else if (original.CreatedAt <= time)
            original.CreatedAt = time.AddMicroseconds(1);
    }

    private Task<object?> LatestAsync(TImage original, IReadOnlyList<string> ownerKey, CancellationToken cancellationToken)
    {
        KeyColumns owner = KeyColumns.ForParameters(_sql, ownerKey);
        return ScalarAsync(
            owner,
            $"select max({_sql.Quote(ImageColumn.CreatedAt)}) from {_sql.Table} where {owner.ComposeCondition(1)} and {Database.ComposeIsTrue(ImageColumn.Original)}",
            original,
            cancellationToken);
    }
}
