namespace ImageAttach.Transactions;

/// <summary>What a probe found out.</summary>
internal enum ProbeResult
{
    /// <summary>Nothing: no commit was tried.</summary>
    None,

    /// <summary>The commit was let through, and may have been sent.</summary>
    Passed,

    /// <summary>The commit was refused, so none was sent.</summary>
    Vetoed,
}
