using System.Globalization;
using System.Text;

namespace ImageAttach.Sql;

/// <summary>The columns of a table's key that a condition is about: all that tell sets apart, or those that hold the owner's key.</summary>
/// <param name="Sql">The table's statements.</param>
/// <param name="Columns">The columns, quoted.</param>
/// <param name="Parameters">The parameters that go with them.</param>
internal sealed record KeyPart(ImageTableSql Sql, IReadOnlyList<string> Columns, IReadOnlyList<string> Parameters)
{
    // SQLite takes 32,766 parameters, the others 65,535. Beyond a few thousand, larger queries gain nothing.
    private const int MostParametersOfAQuery = 4_000;

    /// <summary>How many keys one query takes.</summary>
    public int Most => MostParametersOfAQuery / Columns.Count;

    /// <summary>All columns that tell sets apart.</summary>
    public static KeyPart OfSets(ImageTableSql sql) => new(sql, sql.SetKeyColumns, sql.SetKeyParameters);

    /// <summary>Those with certain parameters, such as the owner's key.</summary>
    public static KeyPart Of(ImageTableSql sql, IReadOnlyList<string> parameters)
    {
        (string Column, string Parameter)[] parts = [.. sql.SetKeyColumns.Zip(sql.SetKeyParameters).Where(part => parameters.Contains(part.Second))];
        return new(sql, [.. parts.Select(part => part.Column)], [.. parts.Select(part => part.Parameter)]);
    }

    /// <summary>The condition: <c>("a", "b") in ((@a_0, @b_0), (@a_1, @b_1))</c>, or <c>"a" in (@a_0, @a_1)</c> for a single column.</summary>
    public string In(int count)
    {
        bool single = Columns.Count == 1;
        StringBuilder sql = new(single ? Columns[0] : $"({string.Join(", ", Columns)})");
        sql.Append(" in (").Append(single ? "" : Sql.KeyList);
        for (int i = 0; i < count; i++)
        {
            string parameters = ParametersOf(i);
            sql.Append(i == 0 ? "" : ", ").Append(single ? parameters : $"({parameters})");
        }

        return sql.Append(')').ToString();
    }

    /// <summary>The parameters of one of the keys: <c>@a_0, @b_0</c>.</summary>
    public string ParametersOf(int key) => string.Join(", ", Parameters.Select(parameter => $"@{parameter}{SuffixOf(key)}"));

    /// <summary>Adds the parameters of <see cref="In"/>.</summary>
    public void Add<TImage>(ImageParameters parameters, IImageTable<TImage> table, IReadOnlyList<TImage> keys)
        where TImage : Image
    {
        for (int i = 0; i < keys.Count; i++)
            table.AddSetKey(parameters with { Suffix = SuffixOf(i), Names = Parameters }, keys[i]);
    }

    // With a mark between, or part1 of set 1 would be the same parameter as part of set 11.
    private static string SuffixOf(int key) => "_" + key.ToString(CultureInfo.InvariantCulture);
}
