namespace ImageAttach.Generators.Model;

/// <summary>A declaration and a file that would be generated for it.</summary>
/// <param name="Declaration">The full name of the type.</param>
/// <param name="File">The file's name.</param>
internal sealed record FileClaim(string Declaration, string File)
{
    /// <summary>
    /// Pairs of declarations that claim a file of one name: the first gets it. Compilers compare the names of generated
    /// files without regard to case, and drop all that a generator wrote when two are the same.
    /// </summary>
    public static IEnumerable<(string First, string Other, string File)> Clashes(IEnumerable<FileClaim> claims)
    {
        foreach (IGrouping<string, FileClaim> same in claims.GroupBy(claim => claim.File, StringComparer.OrdinalIgnoreCase))
        {
            FileClaim first = same.OrderBy(claim => claim.Declaration, StringComparer.Ordinal).First();
            foreach (string other in same.Select(claim => claim.Declaration).Distinct().Where(other => other != first.Declaration).OrderBy(name => name, StringComparer.Ordinal))
                yield return (first.Declaration, other, first.File);
        }
    }
}
