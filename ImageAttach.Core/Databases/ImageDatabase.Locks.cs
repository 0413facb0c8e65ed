using System.Data.Common;
using ImageAttach.Transactions;

namespace ImageAttach.Databases;

/// <content>How those who change one set, or add to one list of sets, wait for each other.</content>
public abstract partial class ImageDatabase
{
    /// <summary>Gets what follows a query whose rows are changed next, such as <c> for update</c>. The query then sees the latest rows, whatever the isolation. Default: nothing.</summary>
    public virtual string ForUpdate => "";

    /// <summary>
    /// Gets whether reading rows to change them (<see cref="ForUpdate"/>) and deleting them also locks the gap where such a row would go, so that others
    /// who would insert one wait. Default: false.
    /// </summary>
    public virtual bool LocksGaps => false;

    /// <summary>Gets whether the statement of <see cref="ComposeLockSet"/> returns rows. Default: true.</summary>
    public virtual bool LockReturnsRows => true;

    /// <summary>
    /// Composes the statement that makes others who change a set wait until the transaction ends, also while the set has no rows; null where beginning
    /// a transaction does.
    /// </summary>
    /// <param name="table">The table.</param>
    public abstract string? ComposeLockSet(ImageTableDefinition table);

    /// <summary>Composes what makes others who add to a list of sets wait until the transaction ends; null where beginning a transaction does.</summary>
    /// <param name="table">The table.</param>
    /// <param name="key">The columns of the set's key that identify a list.</param>
    public abstract ListLock? ComposeLockList(ImageTableDefinition table, IReadOnlyList<ImageColumn> key);

    /// <summary>Composes the expression for the greatest value of a column among rows that are locked while they are read.</summary>
    /// <param name="column">The column.</param>
    public virtual string ComposeMaximum(ImageColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return $"max({Quote(column.Name)})";
    }

    /// <summary>Returns whether the server of an open connection can return the rows that it deletes. Default: true.</summary>
    /// <param name="connection">The connection.</param>
    public virtual bool ReturnsDeletedRows(DbConnection connection) => true;
}
