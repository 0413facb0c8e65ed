using System.Transactions;

namespace ImageAttach;

/// <summary>A connection that tells which ambient transaction it takes part in, where its provider's own can't take part in any.</summary>
public interface IEnlistedConnection : ICloneable
{
    /// <summary>The transaction that what is done through the connection belongs to; null when each statement is committed by itself.</summary>
    Transaction? EnlistedTransaction { get; }
}
