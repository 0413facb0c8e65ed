namespace ImageAttach.Benchmarks.Mapping;

/// <summary>Mappers are compared only if they give the same.</summary>
internal static class SameRow
{
    public static async Task DemandAsync(params Func<Task<UserPicture?>>[] selects)
    {
        List<string> rows = [];
        foreach (Func<Task<UserPicture?>> select in selects)
            rows.Add(Describe(await select()));
        if (rows.Distinct().Count() != 1)
            throw new InvalidOperationException($"The mappers don't agree:\n{string.Join('\n', rows)}");
    }

    private static string Describe(UserPicture? row) =>
        $"{row?.UserId} {row?.Width} {row?.Height} {row?.MimeType} {row?.Original} {row?.CreatedAt:o} {row?.Revision} {row?.Length} {row?.Sha256} {row?.Recipe}";
}
