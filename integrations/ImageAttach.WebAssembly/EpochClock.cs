using Wasmtime;

namespace ImageAttach.WebAssembly;

/// <summary>Ticks while guests run, so that each is asked again and again whether it may go on.</summary>
/// <remarks>On a thread of its own: were the ticks work for the thread pool, guests that occupy all of its threads would never be asked.</remarks>
internal sealed class EpochClock
{
    /// <summary>The time between two ticks.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    private readonly Engine _engine;
    private readonly object _changed = new();
    private int _guests;

    public EpochClock(Engine engine)
    {
        _engine = engine;
        new Thread(Run) { IsBackground = true, Name = "ImageAttach.WebAssembly clock" }.Start();
    }

    /// <summary>How many guests there are.</summary>
    public int Guests
    {
        get
        {
            lock (_changed)
                return _guests;
        }
    }

    /// <summary>Keeps the clock ticking until <see cref="Leave"/>.</summary>
    public void Enter()
    {
        lock (_changed)
        {
            _guests++;
            Monitor.Pulse(_changed);
        }
    }

    /// <summary>Lets the clock stop when nobody else needs it.</summary>
    public void Leave()
    {
        lock (_changed)
            _guests--;
    }

    private void Run()
    {
        while (true)
        {
            lock (_changed)
            {
                while (_guests == 0)
                    Monitor.Wait(_changed);
            }

            Thread.Sleep(Tick);
            _engine.IncrementEpoch();
        }
    }
}
