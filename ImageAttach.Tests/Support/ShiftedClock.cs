namespace ImageAttach.Tests.Support;

/// <summary>The system's clock, which a test can shift.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    public TimeSpan Difference { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Difference;
}
