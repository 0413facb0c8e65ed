using System.Diagnostics;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Crashes;

/// <summary>A web application in a process of its own that attaches pictures and makes their thumbnails, until it is killed: build/queue-subject.</summary>
internal sealed class QueueSubject : IAsyncDisposable
{
    private static readonly HttpClient Client = new();

    private readonly Process _process;

    // Once for all: of several that ask a Process at the same time to be told of its end, one may never be.
    private readonly Task _ended;

    private QueueSubject(Process process) => (_process, _ended, Address) = (process, process.WaitForExitAsync(), process.StandardOutput.ReadLineAsync());

    /// <summary>Its address, once it answers there; null when it was killed before.</summary>
    public Task<string?> Address { get; }

    /// <summary>Starts the program, which does nothing until it is told to begin.</summary>
    public static QueueSubject Start(params string[] arguments) => new(Process.Start(
        new ProcessStartInfo(BuiltProgram.Host, [BuiltProgram.PathOf("QueueSubject"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!);

    public void Begin() => _process.StandardInput.WriteLine();

    /// <summary>Has it attach a picture.</summary>
    /// <returns>Whether it has told so: it may be killed before that, or be down already.</returns>
    public async Task<bool> TryAttachAsync(int user, byte[] picture, bool andDie = false)
    {
        if (await Address is not { } address)
            return false;
        try
        {
            using ByteArrayContent content = new(picture);
            using HttpResponseMessage response = await Client.PostAsync($"{address}/{user}{(andDie ? "?die" : "")}", content);
            return response.EnsureSuccessStatusCode().IsSuccessStatusCode;
        }
        catch (HttpRequestException failure) when (failure.StatusCode is null)
        {
            await _ended;
            return false;
        }
    }

    /// <summary>Ends it in the middle of whatever it does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _ended;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }
}
