using Dapper;

namespace ImageAttach.Sql;

/// <content>When an original counts as attached, among the sets of its owner.</content>
internal readonly partial struct ImageRows<TImage>
{
    /// <summary>Sets the time of a new original, so that it is later than what was attached to its owner before, by whichever host.</summary>
    /// <remarks>
    /// The clocks of an application's hosts differ, so the database's counts. SQLite has none of its own: the time is at least a microsecond after the owner's latest
    /// there. On a server, reading the owner's other sets would lock them at high isolation levels, and let transactions fail that have nothing in common.
    /// </remarks>
    /// <param name="original">The original, before its row is inserted.</param>
    /// <param name="ownerKey">Those of the set's key parameters that hold the owner's key.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task SetTimeAsync(TImage original, IReadOnlyList<string> ownerKey, CancellationToken cancellationToken)
    {
        CommandDefinition read = _dialect switch
        {
            SqlDialect.PostgreSql => ClockCommand("select clock_timestamp()", cancellationToken),
            SqlDialect.MySql => ClockCommand("select utc_timestamp(6)", cancellationToken),
            _ => LatestCommand(KeyPart.Of(_sql, ownerKey), original, cancellationToken),
        };
        object? found = await TableErrors.ExplainAsync(connection.ExecuteScalarAsync(read), table, connection).ConfigureAwait(false);
        if (found is null or DBNull)
            return;
        DateTimeOffset time = ImageColumns.ToStoredPrecision(ImageColumns.ToDateTimeOffset(found));
        if (_dialect != SqlDialect.Sqlite)
            original.CreatedAt = time;
        else if (original.CreatedAt <= time)
            original.CreatedAt = time.AddMicroseconds(1);
    }

    private CommandDefinition ClockCommand(string sql, CancellationToken cancellationToken) => Command(sql, 0, static (_, _) => { }, cancellationToken);

    private CommandDefinition LatestCommand(KeyPart owner, TImage original, CancellationToken cancellationToken) => PartCommand(
        owner, $"select max(\"created_at\") from {_sql.Table} where {owner.In(1)} and \"original\"", original, cancellationToken);
}
