namespace ImageAttach.Databases;

/// <summary>Statements that are sent together, one of which returns rows.</summary>
/// <param name="statements">The statements, in their order.</param>
/// <param name="query">The index of the one whose rows are wanted.</param>
/// <param name="resultsBefore">How many results come before those rows, when all are sent as one command.</param>
internal sealed class StatementBatch(string[] statements, int query = 0, int resultsBefore = 0)
{
    public StatementBatch(string statement)
        : this([statement])
    {
    }

    public string[] Statements => statements;

    public int Query => query;

    public int ResultsBefore => resultsBefore;

    /// <summary>Gets all statements as one command.</summary>
    public string Text => field ??= statements.Length == 1 ? statements[0] : string.Join(";\n", statements);

    /// <summary>Returns the commands that carry the statements: a single one where the database takes several statements a command.</summary>
    /// <param name="database">The database.</param>
    public IReadOnlyList<string> GetCommands(ImageDatabase database) => database.SupportsBatches ? [Text] : statements;

    /// <summary>Returns the same statements behind others that return no rows, and before one more.</summary>
    public StatementBatch Between(IReadOnlyList<string> first, IReadOnlyList<string> second, string? last)
    {
        int before = first.Count + second.Count;
        string[] all = new string[before + statements.Length + (last is null ? 0 : 1)];
        for (int i = 0; i < before; i++)
            all[i] = i < first.Count ? first[i] : second[i - first.Count];
        statements.CopyTo(all, before);
        if (last is not null)
            all[^1] = last;
        return new(all, before + query, resultsBefore);
    }
}
