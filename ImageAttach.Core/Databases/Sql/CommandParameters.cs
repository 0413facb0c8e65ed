using System.Data;
using System.Data.Common;
using Dapper;
using ImageAttach.Transactions;

namespace ImageAttach.Databases;

/// <summary>Hands a command that Dapper made to code that adds its parameters, so that nothing is emitted at run time.</summary>
/// <param name="database">The database.</param>
/// <param name="state">What <paramref name="add"/> needs. It can be static then, which spares each command a closure and a delegate.</param>
/// <param name="add">Adds the parameters.</param>
internal sealed class CommandParameters<TState>(ImageDatabase database, TState state, Action<ImageParameters, TState> add) : SqlMapper.IDynamicParameters
{
    public void AddParameters(IDbCommand command, SqlMapper.Identity identity) => add(new ImageParameters((DbCommand)command, database), state);
}
