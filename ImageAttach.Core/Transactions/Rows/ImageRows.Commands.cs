using System.Data.Common;
using Dapper;
using ImageAttach.Databases;

namespace ImageAttach.Transactions;

/// <content>Commands: statements are sent together where the database takes several in one command.</content>
internal readonly partial struct ImageRows<TImage>
{
    private Task<List<TImage>> QueryAsync<TState>(
        StatementBatch statements, TState state, Action<ImageParameters, TState> add, CancellationToken cancellationToken, bool isLast = false)
    {
        StatementBatch sent = Wrap(statements, isLast);
        return Database.SupportsBatches
            ? ReadAsync(sent.Text, state, add, sent.ResultsBefore, cancellationToken)
            : QueryOneByOneAsync(sent, state, add, cancellationToken);
    }

    private async Task<List<TImage>> QueryOneByOneAsync<TState>(
        StatementBatch statements, TState state, Action<ImageParameters, TState> add, CancellationToken cancellationToken)
    {
        List<TImage> images = [];
        for (int i = 0; i < statements.Statements.Length; i++)
        {
            if (i == statements.Query)
                images = await ReadAsync(statements.Statements[i], state, add, resultsBefore: 0, cancellationToken).ConfigureAwait(false);
            else
                await ExecuteAsync(CreateSingleCommand(statements.Statements[i], state, add, cancellationToken)).ConfigureAwait(false);
        }

        return images;
    }

    // Not through Dapper, whose reader costs 300 bytes a query more and, in 2.1.86, leaves its command open under `await using`.
    private async Task<List<TImage>> ReadAsync<TState>(
        string sql, TState state, Action<ImageParameters, TState> add, int resultsBefore, CancellationToken cancellationToken)
    {
        try
        {
            DbCommand command = connection.CreateCommand();
            await using (command.ConfigureAwait(false))
            {
                command.CommandText = sql;
                if (transaction is not null)
                    command.Transaction = transaction;
                add(new ImageParameters(command, Database), state);
                DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                    return await ReadAllAsync(reader, resultsBefore, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception failure) when (TableErrors.Explain(failure, table, connection) is { } explained)
        {
            throw explained;
        }
    }

    private async Task<List<TImage>> ReadAllAsync(DbDataReader reader, int resultsBefore, CancellationToken cancellationToken)
    {
        for (int result = 0; result < resultsBefore; result++)
            await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        List<TImage> images = [];
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            images.Add(table.Read(reader));

        // An error of a later statement is thrown when that is reached. Not cut short: then it wouldn't be known how far it went.
        while (await reader.NextResultAsync(CancellationToken.None).ConfigureAwait(false))
        {
        }

        return images;
    }

    private Task ExecuteAsync<TState>(StatementBatch statements, TState state, Action<ImageParameters, TState> add, CancellationToken cancellationToken)
    {
        StatementBatch sent = Wrap(statements);
        return Database.SupportsBatches
            ? ExecuteAsync(CreateCommand(sent.Text, state, add, cancellationToken))
            : ExecuteOneByOneAsync(sent.Statements, state, add, cancellationToken);
    }

    private async Task ExecuteOneByOneAsync<TState>(
        IReadOnlyList<string> statements, TState state, Action<ImageParameters, TState> add, CancellationToken cancellationToken)
    {
        foreach (string sql in statements)
            await ExecuteAsync(CreateSingleCommand(sql, state, add, cancellationToken)).ConfigureAwait(false);
    }

    private Task<int> ExecuteAsync(CommandDefinition command) =>
        TableErrors.ExplainAsync(connection.ExecuteAsync(command), table, connection);

    private CommandDefinition CreateCommand<TState>(
        string sql, TState state, Action<ImageParameters, TState> add, CancellationToken cancellationToken) =>
        new(sql, new CommandParameters<TState>(Database, state, add), transaction, cancellationToken: cancellationToken);

    // Statements without parameters are sent without any: some providers would count them.
    private CommandDefinition CreateSingleCommand<TState>(string sql, TState state, Action<ImageParameters, TState> add, CancellationToken cancellationToken) =>
        sql.Contains('@', StringComparison.Ordinal)
            ? CreateCommand(sql, state, add, cancellationToken)
            : new CommandDefinition(sql, transaction: transaction, cancellationToken: cancellationToken);

    private StatementBatch Wrap(StatementBatch statements, bool isLast = false) => _scope is null ? statements : _scope.Wrap(statements, isLast);
}
