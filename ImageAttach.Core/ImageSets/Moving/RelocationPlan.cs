using System.Data.Common;
using ImageAttach.Databases;
using ImageAttach.Transactions;

namespace ImageAttach.ImageSets;

/// <summary>Which sets are moved or copied, and what each of their images becomes.</summary>
/// <param name="table">The table of the sets.</param>
/// <param name="keepsSources">Whether the sets are copied.</param>
internal sealed class RelocationPlan<TImage>(IImageTable<TImage> table, bool keepsSources)
    where TImage : Image
{
    /// <summary>The moves that lead to another set.</summary>
    public IReadOnlyList<SetMove<TImage>> Moves { get; private set; } = [];

    /// <summary>The images of those moves.</summary>
    public List<MovedImage<TImage>> Images { get; } = [];

    /// <summary>Images with the keys of the sets that are moved or copied.</summary>
    public IEnumerable<TImage> Sources => Moves.Select(move => move.From.NewImage());

    /// <summary>Images with the keys of the sets in whose places they come.</summary>
    public IEnumerable<TImage> Targets => Moves.Select(move => move.To.NewImage());

    /// <summary>Plans moves, by the images that the database has.</summary>
    /// <param name="moves">The moves. One that leads to the set itself is left out.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="transaction">The caller's transaction, or null.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">Two moves have the same set, or the same place.</exception>
    /// <exception cref="ImageNotFoundException">A set has no original.</exception>
    public async Task LoadAsync(
        IReadOnlyList<SetMove<TImage>> moves, DbConnection connection, ImageTransaction? transaction, CancellationToken cancellationToken)
    {
        Moves = [.. moves.Where(move => !move.FromKey.Equals(move.ToKey))];
        CheckMoves();
        IAsyncDisposable open = await Connections.OpenForAsync(connection, cancellationToken).ConfigureAwait(false);
        await using (open.ConfigureAwait(false))
        {
            List<TImage> found = await new ImageRows<TImage>(table, connection, transaction?.DbTransaction)
                .LoadSetsAsync([.. moves.Select(move => move.From.NewImage())], cancellationToken).ConfigureAwait(false);
            ILookup<object, TImage> images = found.ToLookup(table.GetSetKey);
            foreach (SetMove<TImage> move in moves)
                CheckOriginal(move, images);
            foreach (SetMove<TImage> move in Moves)
                Images.AddRange(images[move.FromKey].Select(image => new MovedImage<TImage>(image, Move(image, move.To.NewImage()))));
        }
    }

    private static void CheckOriginal(SetMove<TImage> move, ILookup<object, TImage> images)
    {
        if (images[move.FromKey].FirstOrDefault() is not { Original: true })
            throw new ImageNotFoundException($"{move.From.Name} has no original, so there is nothing to move or copy. Attach one first.");
    }

    private void CheckMoves()
    {
        if (Moves.DistinctBy(move => move.FromKey).Count() < Moves.Count)
            throw new ArgumentException("An image set can't be moved to two places. Name each set once.");
        if (Moves.DistinctBy(move => move.ToKey).Count() < Moves.Count)
            throw new ArgumentException("Two image sets can't be moved to one place. Name each place once.");
    }

    private TImage Move(TImage image, TImage key)
    {
        TImage moved = table.Derive(image, key);
        FilePut.Stamp(moved, image.MimeType, image.Size, image.Original, image.Recipe);
        (moved.Length, moved.Sha256) = (image.Length, image.Sha256);
        if (keepsSources)
            return moved;
        moved.CreatedAt = image.CreatedAt;
        if (moved.ObjectId == image.ObjectId)
            moved.Revision = image.Revision;
        return moved;
    }
}
