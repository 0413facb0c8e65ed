namespace ImageAttach.Transactions;

/// <summary>What a database did with a transaction.</summary>
internal enum CommitResult
{
    /// <summary>Nothing was committed, for certain.</summary>
    RolledBack,

    /// <summary>Everything was committed, for certain.</summary>
    Committed,

    /// <summary>A commit was sent, and no reliable answer came back.</summary>
    Unknown,
}
