using System.Data;
using System.Data.Common;
using System.Transactions;
using ImageAttach.Databases;
using ImageAttach.Diagnostics;

namespace ImageAttach.Transactions;

/// <summary>
/// Checks, before an ambient transaction commits, whether the server still has one to commit: PostgreSQL and MySQL report as committed what an
/// error or a deadlock has undone. Asked in phase 0, which leaves PostgreSQL's provider its commit in one step.
/// </summary>
internal sealed class CommitProbe : IEnlistmentNotification
{
    private readonly DbConnection _connection;
    private readonly ImageDatabase _database;

    private CommitProbe(DbConnection connection) => (_connection, _database) = (connection, ImageDatabases.Get(connection));

    /// <summary>What the probe found out.</summary>
    public ProbeResult Result { get; private set; }

    public static CommitProbe Enlist(Transaction transaction, DbConnection connection)
    {
        CommitProbe probe = new(connection);
        if (probe._database.LosesTransactions)
            transaction.EnlistVolatile(probe, EnlistmentOptions.EnlistDuringPrepareRequired);
        return probe;
    }

    public void Prepare(PreparingEnlistment preparingEnlistment)
    {
        if (FindFailure() is { } failure)
        {
            Result = ProbeResult.Vetoed;
            preparingEnlistment.ForceRollback(new TransactionDoomedException(
                "The database has given up on the transaction, or an error in it has doomed it, so it can't be committed: " +
                $"{failure.Message} Begin another and do all of it again.",
                failure));
        }
        else
        {
            Result = ProbeResult.Passed;
            Fault.At(FaultPoint.Probed);
            preparingEnlistment.Done();
        }
    }

    public void Commit(Enlistment enlistment) => enlistment.Done();

    public void Rollback(Enlistment enlistment) => enlistment.Done();

    public void InDoubt(Enlistment enlistment) => enlistment.Done();

    // A connection that was closed meanwhile can't be asked, and no other may be opened now. The check after the commit finds out then.
    private DbException? FindFailure()
    {
        if (_connection.State != ConnectionState.Open)
            return null;
        try
        {
            foreach (string sql in _database.TransactionProbeBatch.GetCommands(_database))
                Execute(sql);
            return null;
        }
        catch (DbException failure) when (_database.IsAnswer(failure))
        {
            return failure;
        }
        catch (Exception)
        {
            // Busy with a reader, or lost: the commit itself will show.
            return null;
        }
    }

    private void Execute(string sql)
    {
        using DbCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
