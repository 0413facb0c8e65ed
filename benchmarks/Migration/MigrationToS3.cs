using ImageAttach.Benchmarks.Stores;

namespace ImageAttach.Benchmarks.Migration;

/// <summary>The same files from a folder into a bucket, by a migration and by the bare SDK, in turns.</summary>
internal static class MigrationToS3
{
    public const int Parallelism = 8;

    private const int Files = 1_000;
    private const int Rounds = 5;

    public static async Task<string> TableAsync()
    {
        await using ManyImages images = await ManyImages.MakeAsync(Files, 20_000);
        using S3Server server = await S3Server.OpenAsync();
        Bucketful bucket = new(server);
        await bucket.CopyAsync(images, "warm-up");
        await bucket.MigrateAsync(images, "warm-up-too");
        Figures figures = new();
        for (int round = 0; round < Rounds; round++)
        {
            // Whoever comes second is faster, so in each round both come second once.
            TimeSpan sdk = await bucket.CopyAsync(images, $"sdk-{round}"), ours = await bucket.MigrateAsync(images, $"ours-{round}");
            ours += await bucket.MigrateAsync(images, $"ours-again-{round}");
            sdk += await bucket.CopyAsync(images, $"sdk-again-{round}");
            figures.Add("SDK", 2 * Files / sdk.TotalSeconds);
            figures.Add("migration", 2 * Files / ours.TotalSeconds);
            figures.Add("ratio", sdk / ours);
        }

        return $"""
            | medians of {Rounds} rounds | files/s | to the SDK |
            | --- | --- | --- |
            | bare SDK | {figures.Text("SDK", "#,0")} | 1.00 |
            | migration | {figures.Text("migration", "#,0")} | {figures.Text("ratio", "0.00")} |
            """;
    }
}
