using ImageAttach.Stores;
using ImageAttach.Testing;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Stores;

/// <summary>The checks that store authors run: good stores pass all, and for each there is a bad store that it finds out.</summary>
internal sealed class StoreConformanceTests
{
    // The check, what it says, and what is wrong with the store.
    private static readonly (string Check, string Says, Action<LooseStore> Wrong)[] Bad =
    [
        ("A file has the bytes that were put", "should give all, as they were put", store => store.PutFile = async (key, content, _) =>
        {
            byte[] all = await ReadAsync(content);
            store.Replace(key, all.Take(5 << 20)); // forgets all parts but the first
        }),
        ("A stream that can't seek, of unknown length, is read to its end", "NotSupportedException", store => store.PutFile = async (key, content, _) =>
        {
            byte[] all = new byte[content.Length - content.Position];
            await content.ReadExactlyAsync(all);
            await store.Good.PutAsync(key, new MemoryStream(all), false);
        }),
        ("A stream that can't seek, of unknown length, is read to its end", "the first 1,000 of them right", store => store.PutFile = async (key, content, _) =>
        {
            byte[] buffer = new byte[1 << 20];
            int read = await content.ReadAsync(buffer); // takes the first read for the whole
            await store.Good.PutAsync(key, new MemoryStream(buffer, 0, read), false);
        }),
        ("A stream that can't seek, of unknown length, is read to its end", "read asynchronously only", store => store.PutFile = (key, content, token) =>
        {
            using MemoryStream copy = new();
            content.CopyTo(copy);
            return store.Good.PutAsync(key, new MemoryStream(copy.ToArray()), false, token);
        }),
        ("A stream is read from its position", "position 1,000", store => store.PutFile = (key, content, token) =>
        {
            if (content.CanSeek)
                content.Position = 0;
            return store.Good.PutAsync(key, content, false, token);
        }),
        ("The stream stays open", "disposed of the stream", store => store.PutFile = async (key, content, token) =>
        {
            await using (content)
                await store.Good.PutAsync(key, content, false, token);
        }),
        ("A source that fails leaves nothing", "there should be none", store => store.PutFile = async (key, content, token) =>
        {
            byte[] some = new byte[10];
            await content.ReadExactlyAsync(some, token);
            await store.Good.PutAsync(key, new MemoryStream(some), false, token);
            store.Replace(key, [.. some, .. await ReadAsync(content, token)]);
        }),
        ("A source that fails leaves nothing", "it should throw", store => store.PutFile = async (key, content, token) =>
        {
            try
            {
                await store.Good.PutAsync(key, content, false, token);
            }
            catch (IOException)
            {
                // Never mind.
            }
        }),
        ("A cancelled put leaves nothing", "it should stop", store => store.PutFile = (key, content, _) => store.Good.PutAsync(key, content, false)),
        ("A cancelled put leaves nothing", "should throw OperationCanceledException", store => store.PutFile = async (key, content, token) =>
        {
            try
            {
                await store.Good.PutAsync(key, content, false, token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException();
            }
        }),
        ("A file is never replaced", "took a key that the store has a file of", store => store.PutFile = async (key, content, token) => store.Replace(key, await ReadAsync(content, token))),
        ("A file is never replaced", "should give all", store => store.PutFile = async (key, content, token) =>
        {
            byte[] bytes = await ReadAsync(content, token);
            bool taken = await store.Good.ListAsync(key.ObjectType).AnyAsync(token);
            store.Replace(key, bytes);
            if (taken)
                throw new ImageStoreException("There is one.");
        }),
        ("Null arguments are refused", "it should throw ArgumentNullException", store => store.DeleteFile = key => key is null ? Task.CompletedTask : store.Good.DeleteAsync(key)),
        ("Half a file is never seen", "While a put was half done", store => store.PutFile = async (key, content, token) =>
        {
            await store.Good.PutAsync(key, new MemoryStream([1]), false, token);
            store.Replace(key, await ReadAsync(content, token));
        }),
        ("Sixty-four concurrent callers put and read a file each", "While 64 callers put and read", store =>
        {
            // One field, where each put needs its own.
            StoreKey? current = null;
            int begun = 0;
            TaskCompletionSource second = new(TaskCreationOptions.RunContinuationsAsynchronously);
            store.PutFile = async (key, content, token) =>
            {
                current = key;
                if (Interlocked.Increment(ref begun) == 1)
                    await second.Task;
                else
                    second.TrySetResult();
                store.Replace(current, await ReadAsync(content, token));
            };
        }),
        ("Of concurrent puts of one key, one file remains, whole", "never put", store =>
        {
            // What all of them put, in one file.
            System.Collections.Concurrent.ConcurrentQueue<byte[]> all = new();
            store.PutFile = async (key, content, token) =>
            {
                all.Enqueue(await ReadAsync(content, token));
                store.Replace(key, all.SelectMany(bytes => bytes));
            };
        }),
        ("Of concurrent puts of one key, one file remains, whole", "of a put that was refused", store =>
        {
            int puts = 0;
            store.PutFile = async (key, content, token) =>
            {
                // The first is told that it won, and the second, which is told that it lost, is kept.
                byte[] bytes = await ReadAsync(content, token);
                int put = Interlocked.Increment(ref puts);
                if (put == 2)
                    await store.Good.PutAsync(key, new MemoryStream(bytes), false, token);
                if (put != 1)
                    throw new ImageStoreException("Too late.");
            };
        }),
        ("A missing file throws ImageFileNotFoundException", "threw FileNotFoundException", store => store.OpenFile = async (key, token) =>
        {
            try
            {
                return await store.Good.OpenAsync(key, token);
            }
            catch (ImageFileNotFoundException)
            {
                throw new FileNotFoundException();
            }
        }),
        ("A missing file throws ImageFileNotFoundException", "OpenAsync gave a file", store => store.OpenFile = (key, token) =>
            store.Good.ListAsync(key.ObjectType).ToBlockingEnumerable(token).Any(file => file.Key == key) ? store.Good.OpenAsync(key, token) : Task.FromResult(Stream.Null)),
        ("A missing file throws ImageFileNotFoundException", "another key than the one that was opened", store => store.OpenFile = async (key, token) =>
        {
            try
            {
                return await store.Good.OpenAsync(key, token);
            }
            catch (ImageFileNotFoundException)
            {
                throw new ImageFileNotFoundException(new StoreKey(key.ObjectType, ObjectId.From(0), 1, 1, "image/png"), "The store");
            }
        }),
        ("Reads of any size give the same bytes", "that aren't the file's", store => store.OpenFile = async (key, token) => new SkippingStream(await store.Good.OpenAsync(key, token))),
        ("Each reader has a place of its own", "While another reader was in the middle", store =>
        {
            Stream? shared = null;
            store.OpenFile = async (key, token) => shared ??= new UndisposedStream(await store.Good.OpenAsync(key, token));
        }),
        ("Streams closed early leave other readers alone", "TimeoutException", store =>
        {
            int connections = 50;
            store.OpenFile = async (key, token) => connections-- > 0 ? await store.Good.OpenAsync(key, token) : throw new TimeoutException("All connections are busy.");
        }),
        ("A deleted file is gone, and its name is free again", "After a delete OpenAsync gave a file", store => store.DeleteFile = _ => Task.CompletedTask),
        ("Deleting what isn't there is no error", "it should do nothing", store => store.DeleteFile = async key =>
        {
            await using (await store.Good.OpenAsync(key))
                await store.Good.DeleteAsync(key);
        }),
        ("Deleting a file leaves all others", "should have one", store => store.DeleteFile = async key =>
        {
            string prefix = key.ToPath()[..^".jpg".Length];
            await foreach (StoredFile file in store.Good.ListAsync(key.ObjectType))
            {
                if (file.Key.ToPath().StartsWith(prefix, StringComparison.Ordinal))
                    await store.Good.DeleteAsync(file.Key);
            }
        }),
        ("Keys that differ in one part name different files", "should give all", store =>
        {
            // Goes by object type, id and revision alone.
            static StoreKey Short(StoreKey key) => new(key.ObjectType, key.ObjectId, 1, 1, "image/png", key.Revision);
            store.PutFile = async (key, content, token) => store.Replace(Short(key), await ReadAsync(content, token));
            store.OpenFile = (key, token) => store.Good.OpenAsync(Short(key), token);
        }),
        ("A hostile media type does no harm", "FormatException", store => store.PutFile = (key, content, token) =>
            key.MimeType.Contains('\r', StringComparison.Ordinal) ? throw new FormatException("No such header.") : store.Good.PutAsync(key, content, false, token)),
        ("A URL is computed, and each key has its own", "two keys one URL", store => store.Address = key => new Uri($"https://images.example.com/{key.ObjectId}")),
        ("A URL is computed, and each key has its own", "one key two URLs", store => store.Address = key => new Uri($"https://images.example.com/{Guid.NewGuid()}")),
        ("A URL is computed, and each key has its own", "gave null", store => store.Address = key => key is null ? throw new ArgumentNullException(nameof(key)) : null!),
        ("A listing has the files of one object type, with length and time", "that very object type", store => store.List = objectType =>
            store.Good.ListAsync(objectType).Concat(store.Good.ListAsync(objectType + "-2"))),
        ("A listing has the files of one object type, with length and time", "it should give each once", store => store.List = objectType =>
            store.Good.ListAsync(objectType).Where(file => file.Key.Revision.Length > 0)),
        ("A listing has the files of one object type, with length and time", "in bytes", store => store.List = objectType =>
            store.Good.ListAsync(objectType).Select(file => file with { Length = file.Length / 1024 })),
        ("A listing has the files of one object type, with length and time", "it should say when", store => store.List = objectType =>
            store.Good.ListAsync(objectType).Select(file => file with { LastModified = DateTimeOffset.UnixEpoch })),
        ("A listing has the files of one object type, with length and time", "two orders", store =>
        {
            int listings = 0;
            store.List = objectType => listings++ % 2 == 0 ? store.Good.ListAsync(objectType) : store.Good.ListAsync(objectType).Reverse();
        }),
        ("A listing is complete, however many files there are", "1,000 of 1,001 files", store => store.List = objectType => store.Good.ListAsync(objectType).Take(1_000)),
        ("A listing can be stopped early", "gave nothing", store =>
        {
            int listings = 0;
            store.List = objectType => listings++ < 50 ? store.Good.ListAsync(objectType) : AsyncEnumerable.Empty<StoredFile>();
        }),
        ("Removing what is unfinished leaves what is finished", "After RemoveUnfinishedAsync", store =>
        {
            List<StoreKey> put = [];
            store.PutFile = (key, content, token) =>
            {
                put.Add(key);
                return store.Good.PutAsync(key, content, false, token);
            };
            store.RemoveUnfinished = async () =>
            {
                foreach (StoreKey key in put)
                    await store.Good.DeleteAsync(key);
                return put.Count;
            };
        }),
        ("The mark that was written last is read", "should give what was written last", store => store.ReadMark = async () => (await store.Good.ReadMarkAsync())?[..10]),
    ];

    private static IEnumerable<StoreCheck> Checks => StoreConformance.Checks;

    private static IEnumerable<TestCaseData> BadStores => Bad.Select(bad => new TestCaseData(bad.Check, bad.Says, bad.Wrong).SetArgDisplayNames(bad.Check, bad.Says));

    [TestCaseSource(nameof(BadStores))]
    public void A_bad_store_is_found_out(string check, string says, Action<LooseStore> wrong)
    {
        StoreCheck found = StoreConformance.Checks.Single(candidate => candidate.Name == check);
        Assert.That(
            () => found.RunAsync(LooseStore.Of(wrong)),
            Throws.TypeOf<StoreConformanceException>().With.Message.StartsWith(check + ": ").And.Message.Contains(says).IgnoreCase);
    }

    [Test]
    public void Every_check_finds_out_some_bad_store() =>
        Assert.That(Bad.Select(bad => bad.Check).Distinct(), Is.EquivalentTo(StoreConformance.Checks.Select(check => check.Name)));

    [TestCaseSource(nameof(Checks))]
    public async Task A_good_store_passes_and_is_left_empty(StoreCheck check)
    {
        LooseStore store = new();
        await check.RunAsync(store);
        Assert.That(store.Good.ToString(), Is.EqualTo("MemoryStore of 0 files"));
    }

    [TestCaseSource(nameof(Checks))]
    public Task A_store_that_cannot_list_and_has_no_address_passes(StoreCheck check) => check.RunAsync(new PlainStore());

    [Test]
    public async Task All_checks_at_once_tell_of_all_that_fail()
    {
        await StoreConformance.RunAsync(new MemoryStore());
        LooseStore store = LooseStore.Of(store =>
        {
            store.DeleteFile = key => throw new InvalidOperationException("No rights.");
            store.ReadMark = () => Task.FromResult<string?>("else");
        });
        StoreConformanceException? thrown = await Assert.ThrowsAsync<StoreConformanceException>(() => StoreConformance.RunAsync(store));
        Assert.That(thrown!.Message.Split(Environment.NewLine), Has.Some.StartsWith("Deleting what isn't there is no error: ").And.Some.StartsWith("The mark that was written last is read: "));
        Assert.That(thrown.InnerException, Is.TypeOf<AggregateException>());
    }

    [Test]
    public void Checks_can_be_stopped()
    {
        using CancellationTokenSource stopped = new();
        stopped.Cancel();
        Assert.That(() => StoreConformance.RunAsync(new MemoryStore(), stopped.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(() => StoreConformance.RunAsync(null!), Throws.ArgumentNullException);
        Assert.That(() => StoreConformance.Checks[0].RunAsync(null!), Throws.ArgumentNullException);
    }

    private static async Task<byte[]> ReadAsync(Stream content, CancellationToken cancellationToken = default)
    {
        using MemoryStream copy = new();
        await content.CopyToAsync(copy, cancellationToken);
        return copy.ToArray();
    }

    /// <summary>Four verbs and nothing more.</summary>
    private sealed class PlainStore : IImageStore
    {
        private readonly MemoryStore _files = new();

        public Task PutAsync(StoreKey key, Stream content, bool reproducible, CancellationToken cancellationToken = default) =>
            _files.PutAsync(key, content, reproducible, cancellationToken);

        public Task<Stream> OpenAsync(StoreKey key, CancellationToken cancellationToken = default) => _files.OpenAsync(key, cancellationToken);

        public Task DeleteAsync(StoreKey key, CancellationToken cancellationToken = default) => _files.DeleteAsync(key, cancellationToken);

        public Uri Locate(StoreKey key) => _files.Locate(key);
    }

    /// <summary>Loses a byte after each small read.</summary>
    private sealed class SkippingStream(Stream inner) : MemoryStream(ReadAll(inner), writable: false)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int read = await base.ReadAsync(buffer, cancellationToken);
            if (read is > 0 and < 2_000)
                Position++;
            return read;
        }

        private static byte[] ReadAll(Stream inner)
        {
            using MemoryStream copy = new();
            inner.CopyTo(copy);
            return copy.ToArray();
        }
    }

    /// <summary>Goes on after it was disposed of, as one that is shared must.</summary>
    private sealed class UndisposedStream : MemoryStream
    {
        public UndisposedStream(Stream inner)
        {
            inner.CopyTo(this);
            Position = 0;
        }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(false);
        }
    }
}
