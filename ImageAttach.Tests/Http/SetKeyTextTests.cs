using ImageAttach.AspNetCore.Thumbnails;
using ImageAttach.Tests.Databases;

namespace ImageAttach.Tests.Http;

/// <summary>Keys of image sets as text in URLs.</summary>
internal sealed class SetKeyTextTests
{
    private static IEnumerable<DateOnly> Days => [DateOnly.MinValue, new(1970, 1, 1), new(2026, 11, 30), DateOnly.MaxValue];

    // Databases keep microseconds.
    private static IEnumerable<TimeOnly> Times => [TimeOnly.MinValue, new(9, 30, 0, 5), new TimeOnly(23, 59, 59).Add(TimeSpan.FromMicroseconds(999_999))];

    [TestCaseSource(nameof(Days))]
    public void A_day_reads_back_as_it_was_written(DateOnly day) => AssertReadsBack(new DayPhoto { Day = day }, day);

    [TestCaseSource(nameof(Times))]
    public void A_time_reads_back_as_it_was_written(TimeOnly time) => AssertReadsBack(new SlotPhoto { Slot = time }, time);

    [TestCase("d")]
    [TestCase("d-1")]
    [TestCase("d3652059")]
    [TestCase("d99999999999")]
    [TestCase("d1.5")]
    [TestCase("h")]
    [TestCase("h-1")]
    [TestCase("h864000000000")]
    [TestCase("h99999999999999999999")]
    [TestCase("d1~")]
    public void A_text_that_is_not_a_key_is_not_read(string text) => Assert.That(SetKeyText.Read(text), Is.Null);

    private static void AssertReadsBack(Image image, object value)
    {
        string text = SetKeyText.Write(image);
        Assert.That(Uri.EscapeDataString(text), Is.EqualTo(text));
        Assert.That(SetKeyText.Read(text), Is.EqualTo(new[] { value }));
    }
}
