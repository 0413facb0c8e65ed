using System.Data.Common;
using System.Globalization;
using static ImageAttach.Testing.Expectations;

namespace ImageAttach.Testing;

/// <summary>What a database promises about the values of columns: they come back as they were.</summary>
internal static class ValueChecks
{
    private static readonly DateTimeOffset LateInstant = new DateTimeOffset(2087, 12, 31, 23, 30, 59, TimeSpan.FromHours(-7)).AddMicroseconds(123_456);

    private static readonly string LongText = "'\"\\%_\n\u00e4\u6f22\ud83d\uddbc " + new string('x', 9_000) + " ";

    private static readonly Guid Id = new("01234567-89ab-cdef-0123-456789abcdef");

    public static IReadOnlyList<DatabaseCheck> All { get; } =
    [
        Create(
            "Times keep their microseconds, and an instant is the same in UTC",
            picture => (picture.Instant, picture.Local, picture.Day, picture.Hour) =
                (LateInstant, new DateTime(1969, 7, 20, 20, 17, 40).AddMicroseconds(1), new(2024, 2, 29), new TimeOnly(23, 59, 59).Add(TimeSpan.FromMicroseconds(999_999))),
            picture => [picture.Instant?.ToString("O", CultureInfo.InvariantCulture), picture.Local?.ToString("O", CultureInfo.InvariantCulture), picture.Day, picture.Hour?.ToString("O", CultureInfo.InvariantCulture)],
            [LateInstant.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture), "1969-07-20T20:17:40.0000010", new DateOnly(2024, 2, 29), "23:59:59.9999990"]),
        Create(
            "Whole numbers keep the least value of their type",
            picture => (picture.Tiny, picture.Small, picture.Short, picture.UnsignedShort, picture.Integer, picture.UnsignedInteger, picture.Long, picture.UnsignedLong) =
                (sbyte.MinValue, byte.MinValue, short.MinValue, ushort.MinValue, int.MinValue, uint.MinValue, long.MinValue, ulong.MinValue),
            WholeNumbers,
            [sbyte.MinValue, byte.MinValue, short.MinValue, ushort.MinValue, int.MinValue, uint.MinValue, long.MinValue, ulong.MinValue]),
        Create(
            "Whole numbers keep the greatest value of their type",
            picture => (picture.Tiny, picture.Small, picture.Short, picture.UnsignedShort, picture.Integer, picture.UnsignedInteger, picture.Long, picture.UnsignedLong) =
                (sbyte.MaxValue, byte.MaxValue, short.MaxValue, ushort.MaxValue, int.MaxValue, uint.MaxValue, long.MaxValue, ulong.MaxValue),
            WholeNumbers,
            [sbyte.MaxValue, byte.MaxValue, short.MaxValue, ushort.MaxValue, int.MaxValue, uint.MaxValue, long.MaxValue, ulong.MaxValue]),
        Create(
            "Fractions keep their digits",
            picture => (picture.Ratio, picture.Weight, picture.Price) = (1.5e-7f, 0.1 + 0.2, -98765432101234.5678m),
            picture => [picture.Ratio, picture.Weight, picture.Price],
            [1.5e-7f, 0.1 + 0.2, -98765432101234.5678m]),
        Create(
            "Texts keep every letter, blanks at their end, and their length",
            picture => (picture.Text, picture.Line) = (LongText, "  two blanks  "),
            picture => [picture.Text, picture.Line],
            [LongText, "  two blanks  "]),
        Create(
            "An empty text, no bytes and false aren't null",
            picture => (picture.Text, picture.Line, picture.Bytes, picture.Yes) = ("", "", [], false),
            picture => [picture.Text, picture.Line, picture.Bytes?.Length, picture.Yes],
            ["", "", 0, false]),
        Create(
            "Guids, bytes and true come back as they were",
            picture => (picture.Token, picture.Bytes, picture.Yes) = (Id, [.. Enumerable.Range(0, 256).Select(value => (byte)value)], true),
            picture => [picture.Token, picture.SampleRecordId, Convert.ToHexString(picture.Bytes ?? []), picture.Yes],
            [Id, Id, string.Concat(Enumerable.Range(0, 256).Select(value => value.ToString("X2", CultureInfo.InvariantCulture))), true]),
        Create(
            "What is null stays null",
            _ => { },
            picture => [
                picture.Yes, .. WholeNumbers(picture), picture.Ratio, picture.Weight, picture.Price, picture.Text, picture.Line, picture.Token, picture.Local, picture.Instant,
                picture.Day, picture.Hour, picture.Bytes],
            new object?[20]),
        new("The clock of the database is in UTC", IsUtcAsync),
    ];

    private static object?[] WholeNumbers(RecordPicture picture) =>
        [picture.Tiny, picture.Small, picture.Short, picture.UnsignedShort, picture.Integer, picture.UnsignedInteger, picture.Long, picture.UnsignedLong];

    private static DatabaseCheck Create(string name, Action<RecordPicture> set, Func<RecordPicture, object?[]> get, object?[] expected) => new(name, async context =>
    {
        DbConnection connection = await context.OpenWithAsync<RecordPicture>().ConfigureAwait(false);
        RecordPicture attached = await new SampleRecord { Id = Id }.Picture.AttachAsync(connection, SampleFile.Create(1), new() { Configure = set }, context.CancellationToken).ConfigureAwait(false);
        ImageSet<RecordPicture> loaded = await new SampleRecord { Id = Id }.Picture.LoadAsync(connection, cancellationToken: context.CancellationToken).ConfigureAwait(false);
        Expect(loaded.Original is not null, "A set whose key is a Guid wasn't found after it was attached to.");
        object?[] found = get(loaded.RequireOriginal());
        for (int i = 0; i < expected.Length; i++)
            Expect(Equals(found[i], expected[i]), $"{Show(expected[i])} came back as {Show(found[i])}; values should come back as they were.");
        Expect(
            loaded.RequireOriginal().CreatedAt == attached.CreatedAt,
            FormattableString.Invariant($"created_at came back as {loaded.RequireOriginal().CreatedAt:O} instead of {attached.CreatedAt:O}; it should keep its microseconds, in UTC."));
    });

    private static string Show(object? value) => value switch
    {
        null => "null",
        string { Length: > 60 } text => $"'{text[..60]}…' ({text.Length} characters)",
        string text => $"'{text}'",
        _ => string.Create(CultureInfo.InvariantCulture, $"{value} ({value.GetType().Name})"),
    };

    private static async Task IsUtcAsync(DatabaseTestContext context)
    {
        if (context.Database.ClockQuery is not { } query)
            return;
        DbConnection connection = await context.OpenAsync().ConfigureAwait(false);
        DateTimeOffset time = ImageColumns.ToDateTimeOffset((await connection.QueryAsync(query).ConfigureAwait(false))[0]);
        TimeSpan off = (TimeProvider.System.GetUtcNow() - time).Duration();
        Expect(off < TimeSpan.FromMinutes(25), FormattableString.Invariant($"ClockQuery gave {time:u}, which differs from the clock here by {off}; it should give the time in UTC."));
    }
}
