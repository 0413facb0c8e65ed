using System.Data.Common;

namespace ImageAttach.Transactions;

/// <summary>A file that a ledger follows.</summary>
/// <param name="Store">The store that has it.</param>
/// <param name="Key">Its name.</param>
/// <param name="IsNamedAsync">Asks the database, outside of the transaction, whether a committed row names it.</param>
internal sealed record LedgerEntry(IImageStore Store, StoreKey Key, Func<DbConnection, Task<bool>> IsNamedAsync);

/// <summary>Where a ledger stands.</summary>
/// <param name="Put">How many puts it has noted.</param>
/// <param name="Superseded">How many superseded files it has noted.</param>
/// <param name="OnCommitted">How many actions wait for the commit.</param>
internal readonly record struct LedgerMark(int Put, int Superseded, int OnCommitted);
