namespace ImageAttach;

/// <summary>An operation on the table of any image type. See <see cref="IImageTable.Run"/>.</summary>
/// <typeparam name="TResult">What it returns.</typeparam>
public interface IImageTableOperation<out TResult>
{
    /// <summary>Runs the operation.</summary>
    /// <typeparam name="TImage">The image type.</typeparam>
    /// <param name="table">The table.</param>
    TResult Run<TImage>(IImageTable<TImage> table)
        where TImage : Image;
}
