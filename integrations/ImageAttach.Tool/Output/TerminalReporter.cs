using Spectre.Console;

namespace ImageAttach.Tool.Output;

/// <summary>A progress bar while work goes on, for people.</summary>
internal sealed class TerminalReporter : Reporter
{
    public override Task<T> RunAsync<T>(string title, Func<IProgress<Step>, Task<T>> work) => AnsiConsole.Progress()
        .AutoClear(true)
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new SpinnerColumn())
        .StartAsync(context => work(new Bar(context.AddTask(Markup.Escape(title)).IsIndeterminate())));

    public override void Show(string summary, object result, IEnumerable<string> lines)
    {
        foreach (string line in lines)
            AnsiConsole.WriteLine(line);
        AnsiConsole.MarkupLineInterpolated($"[bold]{summary}[/]");
    }

    private sealed class Bar(ProgressTask task) : IProgress<Step>
    {
        private readonly Lock _lock = new();

        public void Report(Step value)
        {
            lock (_lock)
            {
                if (value.Done < task.Value)
                    return; // told by another worker a moment later
                task.IsIndeterminate(false);
                task.MaxValue = Math.Max(value.Total, 1);
                task.Value = value.Done;
            }
        }
    }
}
