using System.Net;
using System.Reflection;
using ImageAttach.Tests.Generators;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Docs;

/// <summary>The virus scanner of the how-to on hooks scans uploads, with a small server that speaks clamd's protocol and with clamd itself.</summary>
public sealed class VirusScanTests
{
    private static readonly byte[] Virus = "this marks a file that must not come in"u8.ToArray();
    private static readonly byte[] Clean = Pictures.Jpeg(600, 400, seed: 1);

    // A comment behind the first marker.
    private static readonly byte[] Infected = [.. Clean[..2], 0xFF, 0xFE, 0, (byte)(Virus.Length + 2), .. Virus, .. Clean[2..]];

    private static readonly Lazy<Type> Hook = new(Compile);

    private ShopWorld _world = null!;

    [SetUp]
    public async Task OpenAsync() => _world = await ShopWorld.OpenAsync();

    [TearDown]
    public async Task CloseAsync() => await _world.DisposeAsync();

    [Test]
    public async Task A_small_server_is_sent_all_bytes_and_its_answer_counts()
    {
        List<byte[]> scanned = [];
        await using InstreamServer server = InstreamServer.Start(file =>
        {
            scanned.Add(file);
            return file.AsSpan().IndexOf(Virus) >= 0 ? "stream: Found.In.Test FOUND" : "stream: OK";
        });
        await AssertScansAsync(server.EndPoint);
        Assert.That(scanned, Is.EqualTo(new[] { Infected, Clean }));
    }

    [Test]
    public async Task Clamd_finds_what_its_signatures_know()
    {
        await using Clamd clamd = await Clamd.StartAsync(Virus);
        await AssertScansAsync(clamd.EndPoint);
    }

    [Test]
    public async Task Without_a_clean_bill_nothing_is_stored([Values("INSTREAM size limit exceeded. ERROR", "", null)] string? answer)
    {
        await using InstreamServer server = InstreamServer.Start(_ => answer);
        await AssertFailsAsync(server.EndPoint, answer is null ? TimeSpan.FromMilliseconds(100) : TimeSpan.FromMinutes(5));
    }

    [Test]
    public Task Without_a_server_nothing_is_stored() => AssertFailsAsync(new IPEndPoint(IPAddress.Loopback, FreePorts.FindPair()), TimeSpan.FromMinutes(5));

    private async Task AssertScansAsync(EndPoint server)
    {
        using IDisposable settings = Use(server, TimeSpan.FromMinutes(5));
        await Assert.ThatAsync(() => AttachAsync(Infected), Throws.TypeOf<ImageRefusedException>().With.Message.Contains("Found.In.Test"));
        Assert.That((_world.Files, await _world.RowsAsync()), Is.EqualTo((Array.Empty<string>(), 0L)));
        await AttachAsync(Clean);
        Assert.That(_world.Files, Has.Length.EqualTo(1));
    }

    private async Task AssertFailsAsync(EndPoint server, TimeSpan timeout)
    {
        using IDisposable settings = Use(server, timeout);
        await Assert.ThatAsync(() => AttachAsync(Clean), Throws.TypeOf<AttachmentHookException>());
        Assert.That((_world.Files, await _world.RowsAsync()), Is.EqualTo((Array.Empty<string>(), 0L)));
    }

    private static IDisposable Use(EndPoint server, TimeSpan timeout) =>
        new ImageAttachSettings { Hooks = [(IAttachmentHook)Activator.CreateInstance(Hook.Value, server, timeout)!] }.Use();

    private Task<UserPicture> AttachAsync(byte[] picture) => new User { Id = 7 }.Picture.FromBlobAsync(_world.Db, picture, store: _world.Store);

    private static Type Compile()
    {
        GeneratorRun run = GeneratorRun.Of($$"""
            using System;
            using System.Buffers.Binary;
            using System.IO;
            using System.Net;
            using System.Net.Sockets;
            using System.Threading;
            using System.Threading.Tasks;
            using ImageAttach;

            {{SamplePage.SamplesOf("docs/howto/running-hooks.md")[0]}}
            """);
        Assert.That(run.CompilerFindings, Is.Empty);
        using MemoryStream assembly = new();
        Assert.That(run.Output.Emit(assembly).Success, Is.True);
        return Assembly.Load(assembly.ToArray()).GetType("ClamAvHook", throwOnError: true)!;
    }
}
