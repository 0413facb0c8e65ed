using System.Data.Common;
using static ImageAttach.Testing.Expectations;

namespace ImageAttach.Testing;

/// <summary>What a database promises about keys that are texts: they are compared exactly.</summary>
internal static class TextKeyChecks
{
    private static readonly string[] Combining = ["\u00e9", "e\u0301"];

    public static IReadOnlyList<DatabaseCheck> All { get; } =
    [
        Create("Texts of keys that differ in letter case are different keys", "straw", "Straw", "STRAW", "\u00fc", "\u00dc"),
        Create("Texts of keys that differ in an accent are different keys", "resume", "r\u00e9sum\u00e9", "ss", "\u00df", Combining[0], Combining[1]),
        Create("Texts of keys that differ in blanks at their end are different keys", "a", "a ", "a  ", "a\u00a0"),
        Create("Texts of keys that differ in width or in kind of letter are different keys", "A", "\uff21", "\u0391", "\u0410"),
        Create("Texts of keys may be any text, of any length up to the column's", "%", "_", "'", "\\", "a/b", "\ud83d\uddbc", new('x', 20), new('\u6f22', 20)),
    ];

    private static DatabaseCheck Create(string name, params string[] words) => new(name, context => DistinguishesAsync(context, words));

    private static async Task DistinguishesAsync(DatabaseTestContext context, string[] words)
    {
        DbConnection connection = await context.OpenWithAsync<WordPicture>().ConfigureAwait(false);
        for (int i = 0; i < words.Length; i++)
            await new SampleWord { Text = words[i] }.Picture.AttachAsync(connection, SampleFile.Create(i + 1), cancellationToken: context.CancellationToken).ConfigureAwait(false);
        SampleWord[] loaded = [.. words.Select(word => new SampleWord { Text = word })];
        await connection.LoadImagesAsync(loaded, word => word.Picture, cancellationToken: context.CancellationToken).ConfigureAwait(false);
        for (int i = 0; i < words.Length; i++)
        {
            ImageSet<WordPicture> alone = await new SampleWord { Text = words[i] }.Picture.LoadAsync(connection, cancellationToken: context.CancellationToken).ConfigureAwait(false);
            ExpectOwn(alone, i);
            ExpectOwn(loaded[i].Picture, i);
        }

        void ExpectOwn(ImageSet<WordPicture> set, int i)
        {
            string found = string.Join(", ", set.Images.Select(image => FormattableString.Invariant($"the image of '{words[image.Width - 1]}' under '{image.SampleWordText}'")));
            Expect(
                set.Images is [{ } only] && only.Width == i + 1 && only.SampleWordText == words[i],
                $"The set of '{words[i]}' has {(found.Length == 0 ? "no image" : found)}; it should have its own image alone. Columns that are compared exactly (IsComparedExactly) should ignore nothing.");
        }
    }
}
