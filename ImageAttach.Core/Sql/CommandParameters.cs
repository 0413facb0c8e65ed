using System.Data;
using System.Data.Common;
using Dapper;

namespace ImageAttach.Sql;

/// <summary>Hands a command that Dapper made to code that adds its parameters, so that nothing is emitted at run time.</summary>
internal sealed class CommandParameters(Action<DbCommand> add) : SqlMapper.IDynamicParameters
{
    public void AddParameters(IDbCommand command, SqlMapper.Identity identity) => add((DbCommand)command);
}
