namespace ImageAttach.Tests.Support;

/// <summary>A clock that is off.</summary>
internal sealed class OtherClock(TimeSpan difference) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + difference;
}
