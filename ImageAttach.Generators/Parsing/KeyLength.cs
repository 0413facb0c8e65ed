using ImageAttach.Generators.Diagnostics;
using ImageAttach.Generators.Model;
using Microsoft.CodeAnalysis;

namespace ImageAttach.Generators.Parsing;

/// <summary>Finds primary keys that a database's index can't hold: MySQL refuses such a table, PostgreSQL a long row.</summary>
internal static class KeyLength
{
    // A third of a page of PostgreSQL. MySQL holds 3,072 bytes.
    private const int MaxBytes = 2_704;

    private const int BytesOfLetter = 4;
    private const int LengthOfGuid = 36;
    private const int BytesOfNumber = 8;

    // Width and height, and 100 letters of the recipe.
    private const int BytesOfImageColumns = 8 + (100 * BytesOfLetter);

    public static void Check(INamedTypeSymbol type, IReadOnlyList<ColumnModel> columns, DiagnosticBag diagnostics)
    {
        long bytes = BytesOfImageColumns + columns.Where(column => column.IsKey).Sum(BytesOf);
        if (bytes > MaxBytes)
            diagnostics.Add(Descriptors.LongKey, type.NameLocation(), type.Name, bytes, MaxBytes);
    }

    private static long BytesOf(ColumnModel column) => column switch
    {
        { Storage.TypeName: not null } => BytesOfNumber,
        { Kind: ColumnKind.String } => (long)column.KeyLength * BytesOfLetter,
        { Kind: ColumnKind.Guid } => LengthOfGuid * BytesOfLetter,
        _ => BytesOfNumber,
    };
}
