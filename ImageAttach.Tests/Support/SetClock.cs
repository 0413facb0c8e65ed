namespace ImageAttach.Tests.Support;

/// <summary>A clock that shows what a test sets it to.</summary>
internal sealed class SetClock : TimeProvider
{
    public DateTimeOffset Now { get; set; }

    public override DateTimeOffset GetUtcNow() => Now;
}
