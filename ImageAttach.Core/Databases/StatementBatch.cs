namespace ImageAttach.Databases;

/// <summary>Statements that are sent together, one of which returns rows.</summary>
/// <param name="Statements">The statements, in their order.</param>
/// <param name="Query">The index of the one whose rows are wanted.</param>
/// <param name="ResultsBefore">How many results come before those rows, when all are sent as one command.</param>
internal sealed record StatementBatch(IReadOnlyList<string> Statements, int Query = 0, int ResultsBefore = 0)
{
    public StatementBatch(string statement)
        : this([statement])
    {
    }

    /// <summary>Gets all statements as one command.</summary>
    public string Text => field ??= Statements.Count == 1 ? Statements[0] : string.Join(";\n", Statements);
}
