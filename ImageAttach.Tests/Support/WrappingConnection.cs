using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace ImageAttach.Tests.Support;

/// <summary>A connection that wraps another, as tracers and profilers do. Commands and transactions are the inner one's.</summary>
/// <param name="inner">The other.</param>
/// <param name="serverVersion">What the server is said to be; default: what it says itself.</param>
internal sealed class WrappingConnection<TConnection>(TConnection inner, string? serverVersion = null) : DbConnection
    where TConnection : DbConnection
{
    [AllowNull]
    public override string ConnectionString
    {
        get => inner.ConnectionString;
        set => inner.ConnectionString = value;
    }

    public override string Database => inner.Database;

    public override string DataSource => inner.DataSource;

    public override string ServerVersion => serverVersion ?? inner.ServerVersion;

    public override ConnectionState State => inner.State;

    public override void ChangeDatabase(string databaseName) => inner.ChangeDatabase(databaseName);

    public override void Close() => inner.Close();

    public override void Open() => inner.Open();

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => inner.BeginTransaction(isolationLevel);

    protected override DbCommand CreateDbCommand() => inner.CreateCommand();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
