using ImageAttach.Transactions;

namespace ImageAttach.Diagnostics;

/// <summary>The moments between two effects, in the order in which an image operation meets them.</summary>
internal enum FaultPoint
{
    /// <summary>The ledger has noted a key; nothing has been put.</summary>
    KeyNoted,

    /// <summary>The store has said that it has the file.</summary>
    FilePut,

    /// <summary>A transaction has begun, or an operation in one.</summary>
    Begun,

    /// <summary>What changes a set's rows is about to be sent.</summary>
    RowsToChange,

    /// <summary>A set's rows are gone, as far as the transaction sees.</summary>
    RowsRemoved,

    /// <summary>The new row is there, as far as the transaction sees.</summary>
    RowInserted,

    /// <summary>The transaction is known to be sound; the commit is about to be sent.</summary>
    Probed,

    /// <summary>The database has said that the commit happened; no file has been removed.</summary>
    Committed,

    /// <summary>The database has said that the rollback happened; no file has been removed.</summary>
    RolledBack,

    /// <summary>The rows are back at a savepoint; no file has been removed.</summary>
    SavepointRolledBack,

    /// <summary>The database has been asked which files may go.</summary>
    FilesChecked,

    /// <summary>A store has removed a file.</summary>
    FileRemoved,
}
