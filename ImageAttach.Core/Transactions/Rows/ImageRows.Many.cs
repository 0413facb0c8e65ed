using System.Globalization;
using ImageAttach.Databases;
using ImageAttach.Diagnostics;

namespace ImageAttach.Transactions;

/// <content>Rows of many sets.</content>
internal readonly partial struct ImageRows<TImage>
{
    /// <summary>All images of the many sets of some owners, set after set in the order of their keys, each set's original first.</summary>
    /// <param name="keys">Images that carry the owners' keys.</param>
    /// <param name="ownerKey">Those of the set's key parameters that hold the owner's key.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public Task<List<TImage>> LoadOwnersAsync(IReadOnlyCollection<TImage> keys, IReadOnlyList<string> ownerKey, CancellationToken cancellationToken) =>
        LoadAsync(KeyColumns.ForParameters(_sql, ownerKey), keys, _sql.OrderBySet, cancellationToken);

    /// <summary>The same, for one owner, as it is at this moment, after making others who change one of the sets wait.</summary>
    public async Task<List<TImage>> LoadOwnerToChangeAsync(TImage key, IReadOnlyList<string> ownerKey, CancellationToken cancellationToken)
    {
        IReadOnlyCollection<TImage> owner = [key];
        string order = _sql.OrderBySet + Database.ForUpdate;
        List<TImage> images = await LoadAsync(KeyColumns.ForParameters(_sql, ownerKey), owner, order, cancellationToken).ConfigureAwait(false);
        if (_sql.LockSet is null)
            return images;
        await LockSetsAsync(images, cancellationToken).ConfigureAwait(false);
        return await LoadAsync(KeyColumns.ForParameters(_sql, ownerKey), owner, order, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>All images of many sets: one query, or one for each few thousand sets.</summary>
    public Task<List<TImage>> LoadSetsAsync(IReadOnlyCollection<TImage> keys, CancellationToken cancellationToken) =>
        LoadAsync(KeyColumns.ForSets(_sql), keys, _sql.OrderBy, cancellationToken);

    /// <summary>The same, as they are at this moment, after making others who change one of the sets wait.</summary>
    public async Task<List<TImage>> LoadSetsToChangeAsync(IReadOnlyCollection<TImage> keys, CancellationToken cancellationToken)
    {
        await LockSetsAsync(keys, cancellationToken).ConfigureAwait(false);
        return await LoadAsync(KeyColumns.ForSets(_sql), keys, _sql.OrderBy + Database.ForUpdate, cancellationToken).ConfigureAwait(false);
    }

    public async Task DeleteSetsAsync(IReadOnlyCollection<TImage> keys, CancellationToken cancellationToken)
    {
        KeyColumns part = KeyColumns.ForSets(_sql);
        foreach (TImage[] chunk in keys.Chunk(part.MaxCount))
        {
            await ChangeAsync(
                new StatementBatch($"delete from {_sql.Table} where {part.ComposeCondition(chunk.Length)}"),
                (part, table, chunk),
                AddKeys,
                FaultPoint.RowsRemoved,
                cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>How many originals an owner's many sets have, which is how many sets there are; or how many images.</summary>
    public async Task<int> CountOwnerAsync(TImage key, IReadOnlyList<string> ownerKey, bool originalsOnly, CancellationToken cancellationToken)
    {
        KeyColumns part = KeyColumns.ForParameters(_sql, ownerKey);
        string condition = part.ComposeCondition(1) + (originalsOnly ? $" and {Database.ComposeIsTrue(ImageColumn.Original)}" : "");
        object? found = await ScalarAsync(part, $"select count(*) from {_sql.Table} where {condition}", key, cancellationToken).ConfigureAwait(false);
        return Convert.ToInt32(found, CultureInfo.InvariantCulture);
    }

    // In one order, whoever asks: two who lock the same sets wait for each other only once.
    private async Task LockSetsAsync(IEnumerable<TImage> images, CancellationToken cancellationToken)
    {
        if (_sql.LockSet is null)
            return;
        foreach (TImage set in images.DistinctBy(table.GetSetKey).OrderBy(image => image.ObjectId))
            await LockSetAsync(set, cancellationToken).ConfigureAwait(false);
    }

    private async Task<List<TImage>> LoadAsync(KeyColumns part, IReadOnlyCollection<TImage> keys, string order, CancellationToken cancellationToken)
    {
        List<TImage> images = [];
        foreach (TImage[] chunk in keys.Chunk(part.MaxCount))
        {
            images.AddRange(await QueryAsync(
                new StatementBatch($"{_sql.Select} where {part.ComposeCondition(chunk.Length)} order by {order}"),
                (part, table, chunk),
                AddKeys,
                cancellationToken).ConfigureAwait(false));
        }

        return images;
    }

    private static void AddKeys(ImageParameters parameters, (KeyColumns Part, IImageTable<TImage> Table, TImage[] Keys) sets) =>
        sets.Part.AddParameters(parameters, sets.Table, sets.Keys);
}
