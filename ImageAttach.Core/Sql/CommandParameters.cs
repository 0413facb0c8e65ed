using System.Data;
using System.Data.Common;
using Dapper;

namespace ImageAttach.Sql;

/// <summary>Hands a command that Dapper made to code that adds its parameters, so that nothing is emitted at run time.</summary>
internal sealed class CommandParameters(SqlDialect dialect, Action<ImageParameters> add) : SqlMapper.IDynamicParameters
{
    public void AddParameters(IDbCommand command, SqlMapper.Identity identity) => add(new ImageParameters((DbCommand)command, dialect));
}
