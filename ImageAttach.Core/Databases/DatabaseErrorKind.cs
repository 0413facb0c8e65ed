using ImageAttach.Transactions;

namespace ImageAttach.Databases;

/// <summary>What an error of a database means.</summary>
public enum DatabaseErrorKind
{
    /// <summary>Anything else.</summary>
    Other,

    /// <summary>The transaction lost against another one, by a deadlock or because they can't be serialized. It was rolled back; the same work may succeed when it is done again.</summary>
    Conflict,

    /// <summary>A row with that key exists.</summary>
    DuplicateKey,

    /// <summary>What is to be created exists, such as a table.</summary>
    AlreadyExists,

    /// <summary>A table doesn't exist.</summary>
    MissingTable,

    /// <summary>A column doesn't exist.</summary>
    MissingColumn,

    /// <summary>A schema doesn't exist.</summary>
    MissingSchema,

    /// <summary>A value doesn't fit the type of its column.</summary>
    WrongType,

    /// <summary>The database, the server or the transaction can't be written to.</summary>
    ReadOnly,

    /// <summary>The role lacks a right, or a policy would filter the rows.</summary>
    AccessDenied,

    /// <summary>A statement needs a transaction, and there is none.</summary>
    NoTransaction,

    /// <summary>A savepoint is gone, and its transaction with it: the database gave up on it.</summary>
    LostSavepoint,

    /// <summary>An error earlier in the transaction has doomed it: nothing more can be done in it, and it can't be committed.</summary>
    DoomedTransaction,
}
