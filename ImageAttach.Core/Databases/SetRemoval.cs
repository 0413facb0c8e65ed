namespace ImageAttach.Databases;

/// <summary>The commands that lock a set, return its rows as they are then, and remove them.</summary>
/// <param name="lockSet">The statement that locks the set first; null where the others do.</param>
/// <param name="removal">The statements that remove the rows, of which the first returns them.</param>
/// <param name="statements">The table's statements.</param>
internal sealed class SetRemoval(string? lockSet, string[] removal, ImageTableStatements statements)
{
    /// <summary>Gets the command that returns and removes the rows.</summary>
    public StatementBatch DeleteReturning => field ??= Compose(removal);

    /// <summary>Gets the same, which adds another original as well.</summary>
    public StatementBatch Replace => field ??= Compose([.. removal, statements.Insert]);

    private StatementBatch Compose(string[] following) => lockSet is null
        ? new(following)
        : new([lockSet, .. following], query: 1, resultsBefore: statements.Database.LockReturnsRows ? 1 : 0);
}
