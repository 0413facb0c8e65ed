using System.Diagnostics;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ImageAttach.Tests.Contract;

/// <summary>A web program's Main, run in this process as it stands. The host tells diagnostic listeners when it is built, and that is how it is had.</summary>
internal sealed class RunningProgram : IAsyncDisposable, IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private readonly AsyncLocal<bool> _isOurs = new();
    private readonly TaskCompletionSource<IHost> _built = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<IDisposable> _subscriptions = [];
    private readonly Task _main;

    private RunningProgram(Action main)
    {
        _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
        _main = Task.Run(() =>
        {
            _isOurs.Value = true;
            main();
        });
    }

    public IServiceProvider Services { get; private set; } = null!;

    public Uri Address => new(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static async Task<RunningProgram> StartAsync(Action main)
    {
        RunningProgram program = new(main);
        await Task.WhenAny(program._built.Task, program._main);
        IHost host = program._built.Task.IsCompletedSuccessfully ? program._built.Task.Result : throw new InvalidOperationException("Main ended.", program._main.Exception);
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(started.SetResult);
        await Task.WhenAny(started.Task, program._main);
        program.Services = host.Services;
        return program;
    }

    public async ValueTask DisposeAsync()
    {
        Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await _main;
        _subscriptions.ForEach(subscription => subscription.Dispose());
    }

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener listener)
    {
        if (listener.Name == "Microsoft.Extensions.Hosting")
            _subscriptions.Add(listener.Subscribe(this));
    }

    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> value)
    {
        if (_isOurs.Value && value is { Key: "HostBuilt", Value: IHost host })
            _built.TrySetResult(host);
    }

    void IObserver<DiagnosticListener>.OnCompleted()
    {
    }

    void IObserver<DiagnosticListener>.OnError(Exception error)
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnCompleted()
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnError(Exception error)
    {
    }
}
