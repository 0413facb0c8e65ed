namespace ImageAttach.Databases;

/// <summary>Statements that are sent together, one of which returns rows.</summary>
/// <param name="statements">The statements, in their order.</param>
/// <param name="query">The index of the one whose rows are wanted.</param>
/// <param name="resultsBefore">How many results come before those rows, when all are sent as one command.</param>
internal sealed class StatementBatch(IReadOnlyList<string> statements, int query = 0, int resultsBefore = 0)
{
    public StatementBatch(string statement)
        : this([statement])
    {
    }

    public IReadOnlyList<string> Statements => statements;

    public int Query => query;

    public int ResultsBefore => resultsBefore;

    /// <summary>Gets all statements as one command.</summary>
    public string Text => field ??= statements.Count == 1 ? statements[0] : string.Join(";\n", statements);

    /// <summary>Returns the same statements between others that return no rows.</summary>
    public StatementBatch Between(IEnumerable<string> before, IEnumerable<string> after)
    {
        string[] first = [.. before];
        return new([.. first, .. statements, .. after], first.Length + query, resultsBefore);
    }
}
