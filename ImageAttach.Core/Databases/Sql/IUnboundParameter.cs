using System.Data;
using Dapper;

namespace ImageAttach.Databases;

/// <summary>A property of an owner that isn't a value, so that Dapper adds no parameter for it. A stored procedure gets a parameter for every property otherwise.</summary>
internal interface IUnboundParameter : SqlMapper.ICustomQueryParameter
{
    /// <exception cref="NotSupportedException">A statement uses the property as a parameter.</exception>
    static void Skip(IDbCommand command, string name)
    {
        // Of the parameters of a statement's text, Dapper adds only those that the text names.
        if (command.CommandType == CommandType.Text)
        {
            throw new NotSupportedException(
                $"'{name}' holds images, so it can't be a parameter of a statement. Use a property that is a value, or give the parameter another name.");
        }
    }
}
