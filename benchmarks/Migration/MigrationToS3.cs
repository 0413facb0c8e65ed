namespace ImageAttach.Benchmarks.Migration;

/// <summary>The same files from a folder into a bucket, by a migration and by the bare SDK, in turns.</summary>
internal static class MigrationToS3
{
    public const int Parallelism = 8;

    public static async Task RunAsync()
    {
        await using ManyImages images = await ManyImages.MakeAsync(1_000, 20_000);
        Bucketful bucket = new();
        await bucket.MakeAsync();
        await bucket.CopyAsync(images, "warm-up");
        await bucket.MigrateAsync(images, "warm-up-too");
        TimeSpan allOfSdk = default, allOfOurs = default;
        for (int turn = 0; turn < 6; turn++)
        {
            TimeSpan sdk, ours;
            if (turn % 2 == 0)
            {
                sdk = await bucket.CopyAsync(images, $"sdk-{turn}");
                ours = await bucket.MigrateAsync(images, $"ours-{turn}");
            }
            else
            {
                ours = await bucket.MigrateAsync(images, $"ours-{turn}");
                sdk = await bucket.CopyAsync(images, $"sdk-{turn}");
            }

            (allOfSdk, allOfOurs) = (allOfSdk + sdk, allOfOurs + ours);
            Console.WriteLine($"1,000 × 20 kB, {Parallelism} at a time: SDK {1_000 / sdk.TotalSeconds:N0} files/s, migration {1_000 / ours.TotalSeconds:N0} files/s, ratio {sdk / ours:0.00}");
        }

        // Whoever comes second is faster, so both come second as often.
        Console.WriteLine($"ratio of all turns together {allOfSdk / allOfOurs:0.00}");
    }
}
