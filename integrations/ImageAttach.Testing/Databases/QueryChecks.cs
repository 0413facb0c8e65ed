using System.Data.Common;
using System.Globalization;
using ImageAttach.Databases;
using static ImageAttach.Testing.Expectations;

namespace ImageAttach.Testing;

/// <summary>What a database promises about queries for many rows.</summary>
internal static class QueryChecks
{
    private const int RowCount = 1_201;

    public static IReadOnlyList<DatabaseCheck> All { get; } =
    [
        new("A query takes as many parameters as MaxParameters says", TakesParametersAsync),
        new("Many sets are found by keys of two columns", FindsSetsAsync),
        new("Originals are counted apart from thumbnails", CountsOriginalsAsync),
        new("A table is read page by page, each row once", ReadsPagesAsync),
        new("The first rows in an order are those", LimitsAsync),
    ];

    private static async Task TakesParametersAsync(DatabaseTestContext context)
    {
        DbConnection connection = await context.OpenWithAsync<SamplePicture>().ConfigureAwait(false);
        ImageDatabase database = context.Database;
        SampleRows rows = new(database, connection);
        int count = database.MaxParameters;
        await rows.AddAsync(owner: 1).ConfigureAwait(false);
        await rows.AddAsync(owner: count).ConfigureAwait(false);
        await rows.AddAsync(owner: count + 1).ConfigureAwait(false);
        ImageColumn key = SampleTables.Pictures.Definition.KeyColumns[0];
        string sql = $"select {database.Quote(key.Name)} from {database.QuoteTable(SampleTables.Pictures.Definition)} where {database.ComposeKeyCondition([key], count)}";
        List<object> found = [];
        Exception? thrown = await ThrownByAsync(async () => found = await connection.QueryAsync(sql, AddParameters).ConfigureAwait(false)).ConfigureAwait(false);
        Expect(thrown is null, FormattableString.Invariant($"A query with {count:N0} parameters threw {thrown?.GetType().Name} ({thrown?.Message}); MaxParameters should be smaller."), thrown);
        string owners = string.Join(", ", found.Select(Convert.ToInt32).Order());
        Expect(owners == FormattableString.Invariant($"1, {count}"), FormattableString.Invariant($"A query for the owners 1 to {count} found {owners}; it should have found 1 and {count}."));

        void AddParameters(DbCommand command)
        {
            for (int i = 0; i < count; i++)
                new ImageParameters(command, database).Add(key.GetParameter(i), i + 1);
        }
    }

    private static async Task FindsSetsAsync(DatabaseTestContext context)
    {
        DbConnection connection = await context.OpenWithAsync<SamplePhoto>().ConfigureAwait(false);
        for (int owner = 1; owner <= 3; owner++)
        {
            foreach (int place in new[] { 1, 12, 2 })
                await AttachAsync(owner, place).ConfigureAwait(false);
        }

        SampleOwner[] owners = [.. Enumerable.Range(1, 4).Select(id => new SampleOwner { Id = id })];
        ImageSubset<SamplePhoto>[] sets = [owners[0].Photos.GetImageSet(12), owners[1].Photos.GetImageSet(1), owners[2].Photos.GetImageSet(3), owners[3].Photos.GetImageSet(1)];
        await connection.LoadImagesAsync(sets, set => set, cancellationToken: context.CancellationToken).ConfigureAwait(false);
        string found = string.Join("; ", sets.Select(set => string.Join(", ", set.Images.Select(image => FormattableString.Invariant($"{image.SampleOwnerId}/{image.Place}")))));
        Expect(found == "1/12; 2/1; ; ", $"Four sets have the images '{found}'; they should have '1/12; 2/1; ; '.");
        await connection.LoadImagesAsync(owners, owner => owner.Photos, cancellationToken: context.CancellationToken).ConfigureAwait(false);
        string places = string.Join("; ", owners.Select(owner => string.Join(", ", owner.Photos.ImageSets.Select(set => set.RequireOriginal().Place))));
        Expect(places == "1, 2, 12; 1, 2, 12; 1, 2, 12; ", $"Four owners have photos in the places '{places}'; they should have '1, 2, 12; 1, 2, 12; 1, 2, 12; ', in the order of their keys.");

        Task AttachAsync(int owner, int place) => new SampleOwner { Id = owner }.Photos.GetImageSet(place).AttachAsync(connection, SampleFile.Create(1), cancellationToken: context.CancellationToken);
    }

    private static async Task CountsOriginalsAsync(DatabaseTestContext context)
    {
        DbConnection connection = await context.OpenWithAsync<SamplePhoto>().ConfigureAwait(false);
        SampleOwner owner = new() { Id = 1 };
        foreach (int side in new[] { 20, 30 })
        {
            ImageSubset<SamplePhoto> added = await owner.Photos.AddAsync(connection, SampleFile.Create(side), new() { Store = context.Store }, context.CancellationToken).ConfigureAwait(false);
            await added.GenerateThumbnailAsync(connection, width: 10, store: context.Store, cancellationToken: context.CancellationToken).ConfigureAwait(false);
        }

        int originals = await owner.Photos.CountAsync(connection, cancellationToken: context.CancellationToken).ConfigureAwait(false);
        int images = await owner.Photos.CountImagesAsync(connection, cancellationToken: context.CancellationToken).ConfigureAwait(false);
        Expect((originals, images) == (2, 4), $"Two originals with a thumbnail each were counted as {originals} originals and {images} images. See ComposeIsTrue.");
    }

    private static async Task ReadsPagesAsync(DatabaseTestContext context)
    {
        DbConnection connection = await context.OpenWithAsync<WordPicture>().ConfigureAwait(false);
        string[] words = [.. Enumerable.Range(0, RowCount).Select(Word)];
        await AddAsync(context, connection, words).ConfigureAwait(false);
        List<string> found = [];
        await foreach (IReadOnlyList<Image> set in SampleTables.Words.ReadSetsAsync(connection, context.CancellationToken).ConfigureAwait(false))
            found.AddRange(set.Select(image => ((WordPicture)image).SampleWordText));
        Expect(
            found.Count == RowCount && found.ToHashSet().SetEquals(words),
            FormattableString.Invariant($"Reading a table of {RowCount:N0} rows page by page gave {found.Count:N0} rows, {found.Distinct().Count():N0} of them different; it should give each once. The order of texts should fit their equality."));
    }

    // In several cases, with and without blanks, so that an order that ignores them shows itself where a page ends.
    private static string Word(int i)
    {
        string number = (i / 4).ToString(CultureInfo.InvariantCulture);
        return (i % 4) switch
        {
            0 => $"word {number}",
            1 => $"Word {number}",
            2 => $"w\u00f6rd {number}",
            _ => $"word {number} ",
        };
    }

    private static async Task AddAsync(DatabaseTestContext context, DbConnection connection, string[] words)
    {
        string insert = context.Database.GetStatements(SampleTables.Words).Insert;
        DbTransaction transaction = await context.Database.BeginTransactionAsync(connection, context.Database.OperationIsolation, context.CancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            foreach (string word in words)
            {
                WordPicture row = new() { SampleWordText = word, Width = 1, Height = 1, MimeType = "image/bmp", Original = true, CreatedAt = DateTimeOffset.UnixEpoch, Revision = "r1" };
                await connection.SendAsync(insert, context.Database, row, transaction: transaction).ConfigureAwait(false);
            }

            await transaction.CommitAsync(context.CancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task LimitsAsync(DatabaseTestContext context)
    {
        DbConnection connection = await context.OpenWithAsync<SamplePicture>().ConfigureAwait(false);
        SampleRows rows = new(context.Database, connection);
        foreach (int owner in new[] { 3, 1, 4, 2 })
            await rows.AddAsync(owner).ConfigureAwait(false);
        string column = context.Database.Quote(SampleTables.Pictures.Definition.KeyColumns[0].Name);
        string select = $"select {column} from {context.Database.QuoteTable(SampleTables.Pictures.Definition)}";
        List<object> first = await connection.QueryAsync(context.Database.ComposeLimited(select, column, 2)).ConfigureAwait(false);
        List<object> any = await connection.QueryAsync(context.Database.ComposeLimited(select, orderBy: null, 3)).ConfigureAwait(false);
        Expect(first.Select(Convert.ToInt32).SequenceEqual([1, 2]), $"The first two of four rows were {string.Join(", ", first)}; they should be 1, 2. See ComposeLimited.");
        Expect(any.Count == 3, $"Three of four rows in any order were {any.Count}; they should be three. See ComposeLimited.");
    }
}
