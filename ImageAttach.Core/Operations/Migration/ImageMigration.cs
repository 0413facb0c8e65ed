using System.Data;
using ImageAttach.Databases;

namespace ImageAttach;

/// <summary>Moves images from one store to another, and tables and files of SQLAlchemy-ImageAttach to ours.</summary>
public static class ImageMigration
{
    /// <summary>Plans to copy the files of all images to another store. Nothing happens yet.</summary>
    /// <param name="db">The connection, outside of any transaction. It is used while the plan is carried out; a closed one is opened, and closed again.</param>
    /// <param name="tables">The tables: <c>ImageEntities.All</c>, or some of them.</param>
    /// <param name="source">The store that has the files. It is only read.</param>
    /// <param name="destination">The store that gets them. What it has already is left alone.</param>
    /// <param name="options">How to migrate; default: eight files at a time, problems reported.</param>
    /// <remarks>
    /// To move without downtime let the application use a <c>MirrorStore</c> of both stores, migrate, and then let it use the new one.
    /// </remarks>
    /// <exception cref="ArgumentException">Both are the same store, and nothing is to be converted.</exception>
    public static MigrationPlan Plan(
        IDbConnection db, IEnumerable<IImageTable> tables, IImageStore source, IImageStore destination, MigrationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(destination);
        options ??= new MigrationOptions();
        if (options.Parallelism is < 1 or > 128)
            throw new ArgumentException($"{options.Parallelism} files can't be copied at a time: give 1 to 128 as Parallelism.", nameof(options));
        if (ReferenceEquals(source, destination) && !options.ConvertLegacyFiles)
            throw new ArgumentException("Source and destination are the same store, so there is nothing to copy. Give another, or set Convert.", nameof(destination));
        return new(Connections.RequireUsable(db), [.. tables], source, destination, options);
    }

    /// <summary>Plans to copy the files of one image type to another store. Nothing happens yet.</summary>
    /// <typeparam name="TImage">The image type.</typeparam>
    /// <inheritdoc cref="Plan"/>
    public static MigrationPlan PlanFor<TImage>(IDbConnection db, IImageStore source, IImageStore destination, MigrationOptions? options = null)
        where TImage : Image, IImageEntity<TImage> => Plan(db, [TImage.Table], source, destination, options);
}
