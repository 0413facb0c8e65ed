using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Domain;

public sealed class StoreContextTests
{
    private static readonly StoreKey Key = new("photo", ObjectId.From(1L), 2, 3, "image/png", "r1");

    private readonly IImageStore _a = new NamedStore("a");
    private readonly IImageStore _b = new NamedStore("b");

    [Test]
    public void CTX_01_Outside_any_context_there_is_no_store()
    {
        Assert.That(() => StoreContext.Current, Throws.TypeOf<StoreContextException>().With.Message.Contains("StoreContext.Use"));
        Assert.That(() => StoreContext.CurrentStore.Locate(Key), Throws.TypeOf<StoreContextException>());
    }

    [Test]
    public void CTX_02_Contexts_nest_and_the_innermost_counts()
    {
        using (StoreContext.Use(_a))
        {
            Assert.That(StoreContext.Current, Is.SameAs(_a));
            using (StoreContext.Use(_b))
            {
                Assert.That(StoreContext.Current, Is.SameAs(_b));
                using (StoreContext.Use(_a))
                    Assert.That(StoreContext.Current, Is.SameAs(_a));
                Assert.That(StoreContext.Current, Is.SameAs(_b));
            }

            Assert.That(StoreContext.Current, Is.SameAs(_a));
        }

        Assert.That(() => StoreContext.Current, Throws.TypeOf<StoreContextException>());
    }

    [Test]
    public void CTX_03_Push_and_pop_do_the_same_for_hooks()
    {
        StoreContext.Push(_a);
        StoreContext.Push(_b);
        Assert.That(StoreContext.Pop(), Is.SameAs(_b));
        Assert.That(StoreContext.Current, Is.SameAs(_a));
        Assert.That(StoreContext.Pop(), Is.SameAs(_a));
        Assert.That(() => StoreContext.Current, Throws.TypeOf<StoreContextException>());
    }

    [Test]
    public void CTX_04_A_new_thread_inherits_nothing_and_contexts_do_not_mix()
    {
        using (StoreContext.Use(_a))
        {
            List<object> seen = [];
            Thread thread = new(() =>
            {
                seen.Add(CurrentOrError());
                using (StoreContext.Use(_b))
                    seen.Add(CurrentOrError());
                seen.Add(CurrentOrError());
            });
            thread.Start();
            thread.Join();

            Assert.That(seen, Is.EqualTo(new object[] { typeof(StoreContextException), _b, typeof(StoreContextException) }));
            Assert.That(StoreContext.Current, Is.SameAs(_a));
        }
    }

    [Test]
    public void CTX_04_A_thread_that_is_given_the_number_of_an_ended_one_does_not_see_its_store()
    {
        ExecutionContext? captured = null;
        Thread first = new(() =>
        {
            StoreContext.Push(_a);
            captured = ExecutionContext.Capture();
        });
        first.Start();
        first.Join();
        object seen = "";
        for (int i = 0; i < 50; i++)
        {
            Thread next = new(() => ExecutionContext.Run(captured!, _ => seen = CurrentOrError(), null));
            next.Start();
            next.Join();
            Assert.That(seen, Is.EqualTo(typeof(StoreContextException)));
        }
    }

    [Test]
    public async Task CTX_05_A_context_flows_with_async_calls_and_siblings_do_not_mix()
    {
        using (StoreContext.Use(_a))
        {
            TaskCompletionSource bothInside = new(TaskCreationOptions.RunContinuationsAsynchronously);
            int inside = 0;
            async Task<bool> InsideAsync(IImageStore store)
            {
                await Task.Yield();
                bool inherited = ReferenceEquals(StoreContext.Current, _a);
                using (StoreContext.Use(store))
                {
                    if (Interlocked.Increment(ref inside) == 2)
                        bothInside.SetResult();
                    await bothInside.Task;
                    return inherited && ReferenceEquals(StoreContext.Current, store);
                }
            }

            bool[] right = await Task.WhenAll(InsideAsync(_b), Task.Run(() => InsideAsync(new NamedStore("c"))));
            Assert.That(right, Has.All.True);
            Assert.That(StoreContext.Current, Is.SameAs(_a));
        }
    }

    [Test]
    public void CTX_06_A_body_that_throws_leaves_the_context()
    {
        Assert.That(Throwing, Throws.InvalidOperationException);
        Assert.That(() => StoreContext.Current, Throws.TypeOf<StoreContextException>());

        void Throwing()
        {
            using (StoreContext.Use(_a))
                throw new InvalidOperationException();
        }
    }

    [Test]
    public void CTX_07_Popping_nothing_is_the_same_clear_error() =>
        Assert.That(() => StoreContext.Pop(), Throws.TypeOf<StoreContextException>());

    [Test]
    public void CTX_08_No_store_cannot_be_made_current()
    {
        Assert.That(() => StoreContext.Use(null!), Throws.ArgumentNullException);
        Assert.That(() => StoreContext.Push(null!), Throws.ArgumentNullException);
    }

    [Test]
    public async Task CTX_09_The_proxy_passes_everything_on()
    {
        FaultyStore store = new(new NamedStore("a"));
        using (StoreContext.Use(store))
        {
            await StoreContext.CurrentStore.PutAsync(Key, Stream.Null, reproducible: true);
            await StoreContext.CurrentStore.OpenAsync(Key);
            await StoreContext.CurrentStore.DeleteAsync(Key);
            Assert.That(StoreContext.CurrentStore.Locate(Key).ToString(), Does.StartWith("a/photo/"));
        }

        Assert.That(store.Puts, Is.EqualTo(new[] { (Key, true) }));
        Assert.That(store.Opens, Is.EqualTo(1));
        Assert.Multiple(() =>
        {
            Assert.That(() => StoreContext.CurrentStore.PutAsync(Key, Stream.Null, false), Throws.TypeOf<StoreContextException>());
            Assert.That(() => StoreContext.CurrentStore.OpenAsync(Key), Throws.TypeOf<StoreContextException>());
            Assert.That(() => StoreContext.CurrentStore.DeleteAsync(Key), Throws.TypeOf<StoreContextException>());
        });
    }

    [Test]
    public void Named_stores_are_found_by_their_names_and_nest_like_the_current_one()
    {
        IImageStore c = new NamedStore("c");
        using (StoreContext.Use(_a, new Dictionary<string, IImageStore> { ["archive"] = _a, ["public"] = _b }))
        {
            using (StoreContext.Use(_b, new Dictionary<string, IImageStore> { ["archive"] = c }))
            {
                Assert.That(StoreContext.Get("archive"), Is.SameAs(c));
                Assert.That(StoreContext.Get("public"), Is.SameAs(_b), "the outer context's names stay known");
            }

            using (StoreContext.Use(_b))
                Assert.That(StoreContext.Get("archive"), Is.SameAs(_a));
            StoreContext.Push(_b, new Dictionary<string, IImageStore> { ["archive"] = c });
            Assert.That(StoreContext.Get("archive"), Is.SameAs(c));
            StoreContext.Pop();
            Assert.That(StoreContext.Get("archive"), Is.SameAs(_a));
        }

        Assert.That(() => StoreContext.Get("archive"), Throws.TypeOf<StoreContextException>());
    }

    [Test]
    public void A_name_that_is_not_known_is_told_with_those_that_are()
    {
        using (StoreContext.Use(_a, new Dictionary<string, IImageStore> { ["public"] = _b, ["archive"] = _a }))
        using (StoreContext.Use(_a, new Dictionary<string, IImageStore> { ["drafts"] = _b }))
        {
            Assert.That(
                () => StoreContext.Get("Archive"),
                Throws.TypeOf<StoreContextException>().With.Message.Contains("'Archive'").And.Message.Contains("there is 'archive', 'drafts', 'public'"));
        }

        using (StoreContext.Use(_a))
            Assert.That(() => StoreContext.Get("archive"), Throws.TypeOf<StoreContextException>().With.Message.Contains("none has a name"));
        Assert.That(() => StoreContext.Get(null!), Throws.ArgumentNullException);
    }

    [Test]
    public void Disposing_a_context_twice_changes_nothing_more()
    {
        IDisposable outer = StoreContext.Use(_a);
        IDisposable inner = StoreContext.Use(_b);
        inner.Dispose();
        StoreContext.Push(_b);
        inner.Dispose();
        Assert.That(StoreContext.Pop(), Is.SameAs(_b));
        outer.Dispose();
    }

    private static object CurrentOrError()
    {
        try
        {
            return StoreContext.Current;
        }
        catch (StoreContextException)
        {
            return typeof(StoreContextException);
        }
    }

    private sealed class NamedStore(string name) : IImageStore
    {
        public Task PutAsync(StoreKey key, Stream content, bool reproducible, CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task<Stream> OpenAsync(StoreKey key, CancellationToken cancellationToken = default) => Task.FromResult(Stream.Null);

        public Task DeleteAsync(StoreKey key, CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Uri Locate(StoreKey key) => new($"{name}/{key.ToPath()}", UriKind.Relative);
    }
}
