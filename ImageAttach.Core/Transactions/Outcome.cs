namespace ImageAttach.Transactions;

/// <summary>What became of a transaction.</summary>
internal enum Outcome
{
    /// <summary>Nothing was committed, for certain.</summary>
    RolledBack,

    /// <summary>Everything was committed, for certain.</summary>
    Committed,

    /// <summary>A commit was sent, and no answer to be trusted came back.</summary>
    Unknown,
}
