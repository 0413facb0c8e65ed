using System.ComponentModel;
using System.Data;
using ImageAttach.Databases;

namespace ImageAttach;

public partial class ImageSet<TImage> : IUnboundParameter
{
    /// <summary>Adds no parameter, so that an owner can be the parameters of a stored procedure. Called by Dapper.</summary>
    /// <param name="command">The command.</param>
    /// <param name="name">The name of the owner's property.</param>
    /// <exception cref="NotSupportedException">The command is a statement that uses the property as a parameter.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void AddParameter(IDbCommand command, string name)
    {
        ArgumentNullException.ThrowIfNull(command);
        IUnboundParameter.Skip(command, name);
    }
}
