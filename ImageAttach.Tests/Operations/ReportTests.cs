using ImageAttach.Stores;

namespace ImageAttach.Tests.Operations;

/// <summary>What reports say of themselves, and the former names of options.</summary>
public sealed class ReportTests
{
    private static readonly StoreKey Key = new("user-picture", ObjectId.From(42), 40, 30, "image/jpeg", "r1");

    private static IEnumerable<TestCaseData> Reports =>
    [
        new(
            new SweepReport { Examined = 1_040, Removed = 2, RemovedBytes = 2_048, SkippedAsTooRecent = 1, Unreadable = ["a"], IsComplete = false },
            "1,040 files examined, 2 without a row removed (2,048 bytes), 1 too recent, 0 failed; incomplete"),
        new(new VerifyReport { Examined = 40, Problems = [new() { Table = "t", Key = Key, Kind = VerifyProblemKind.Missing, Detail = "gone" }] }, "40 rows examined, 1 problems"),
        new(new VerifyProblem { Table = "t", Key = Key, Kind = VerifyProblemKind.Missing, Detail = "gone" }, $"t: {Key}: gone"),
        new(new MigrationReport { Examined = 40, Copied = 38, CopiedBytes = 1_024, Skipped = 2 }, "40 rows examined, 38 files copied (1,024 bytes), 2 skipped, 0 converted, 0 problems"),
        new(new MigrationProblem { Table = "t", Key = Key, Kind = MigrationProblemKind.Changed, Detail = "replaced" }, $"t: {Key}: replaced"),
        new(new RegenerateReport { Examined = 40, Replaced = 2, Unchanged = 38 }, "40 thumbnails examined, 2 replaced, 38 unchanged, 0 problems"),
        new(new RegenerateProgress { Done = 12, Total = 40 }, "12 of 40 rows"),
        new(new ImageTableDrift { Table = "t", Kind = ImageTableDriftKind.MissingTable, Detail = "missing", Statement = "create" }, "t: missing"),
    ];

    [TestCaseSource(nameof(Reports))]
    public void A_report_shows_itself_in_a_line(object report, string line) => Assert.That(report.ToString(), Is.EqualTo(line));

#pragma warning disable CS0618 // the former names
    [Test]
    public void Former_names_of_options_still_work()
    {
        Assert.That(new SweepOptions { AllowMany = true, TakeOver = true }, Has.Property("AllowMassDeletion").True.And.Property("AdoptStore").True);
        Assert.That(new MigrationOptions { Convert = true }.ConvertLegacyFiles, Is.True);
        Assert.That(new S3StoreOptions { Bucket = "images", RefuseTakenNames = true }.UseConditionalPut, Is.True);
        Assert.That(new SweepReport { SkippedAsTooRecent = 3 }.Young, Is.EqualTo(3));
    }
#pragma warning restore CS0618
}
