using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ImageAttach.Tests.Support;

/// <summary>What ImageAttach logs in the context that this makes current.</summary>
internal sealed class NotedLogs : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<(int Event, string Message, Exception? Exception)> _entries = new();

    private readonly IDisposable _context;

    public NotedLogs(TimeProvider? clock = null) =>
        _context = new ImageAttachSettings { LoggerFactory = this, Clock = clock ?? TimeProvider.System }.Use();

    public (int Event, string Message, Exception? Exception)[] Entries => [.. _entries];

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _entries.Enqueue((eventId.Id, formatter(state, exception), exception));

    public void Dispose() => _context.Dispose();
}
