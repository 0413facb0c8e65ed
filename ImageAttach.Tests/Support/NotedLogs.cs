using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ImageAttach.Tests.Support;

/// <summary>What ImageAttach logs with settings that name this.</summary>
internal sealed class NotedLogs : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<(int Event, string Message, Exception? Exception)> _entries = new();

    private IDisposable? _context;

    /// <summary>Makes settings current until the result is disposed of.</summary>
    public static NotedLogs Use(TimeProvider? clock = null)
    {
        NotedLogs logs = new();
        logs._context = new ImageAttachSettings { LoggerFactory = logs, Clock = clock ?? TimeProvider.System }.Use();
        return logs;
    }

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

    public void Dispose() => _context?.Dispose();
}
