namespace ImageAttach.Tool.Output;

/// <summary>Plain lines, for logs: progress goes to standard error, a line each tenth; results to standard output.</summary>
internal sealed class LineReporter : Reporter
{
    public override Task<T> RunAsync<T>(string title, Func<IProgress<Step>, Task<T>> work) => work(new TenPercentProgress(title));

    public override void Show(string summary, object result, IEnumerable<string> lines)
    {
        foreach (string line in lines)
            Console.Out.WriteLine(line);
        Console.Out.WriteLine(summary);
    }

    private sealed class TenPercentProgress(string title) : IProgress<Step>
    {
        private readonly Lock _lock = new();
        private long _reported;

        public void Report(Step value)
        {
            lock (_lock)
            {
                long tenth = value.Total == 0 ? 10 : value.Done * 10 / value.Total;
                if (tenth <= _reported)
                    return;
                _reported = tenth;
                Console.Error.WriteLine(FormattableString.Invariant($"{title}: {value.Done:N0} of {value.Total:N0}"));
            }
        }
    }
}
