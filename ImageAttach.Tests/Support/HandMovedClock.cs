namespace ImageAttach.Tests.Support;

/// <summary>A clock that a test moves ahead. Its timers ring once.</summary>
internal sealed class HandMovedClock : TimeProvider
{
    private readonly List<Timer> _timers = [];
    private TimeSpan _passed;

    public void Move(TimeSpan by)
    {
        Timer[] due;
        lock (_timers)
        {
            _passed += by;
            due = [.. _timers.Where(timer => timer.Due <= _passed)];
            _timers.RemoveAll(due.Contains);
        }

        foreach (Timer timer in due)
            timer.Ring();
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_timers)
            return base.GetUtcNow() + _passed;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (_timers)
        {
            Timer timer = new(() => callback(state), _passed + dueTime);
            _timers.Add(timer);
            return timer;
        }
    }

    private sealed class Timer(Action ring, TimeSpan due) : ITimer
    {
        public TimeSpan Due => due;

        public void Ring() => ring();

        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
