using System.Data.Common;
using ImageAttach.Diagnostics;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Databases;

/// <summary>An operation that a server makes begin again reports each image once, as it was committed.</summary>
[TestFixture(DatabaseKind.MariaDb)]
[TestFixture(DatabaseKind.PostgreSql)]
public sealed class RetriedHookTests(DatabaseKind kind) : ShopTests(kind)
{
    [TearDown]
    public void Clear() => Fault.Reached = null;

    [Test]
    public async Task What_was_rolled_back_by_a_conflict_is_not_reported()
    {
        await Db.CreateImageTableAsync<PostPhoto>();
        NotingHook hook = new();
        using IDisposable settings = new ImageAttachSettings { Hooks = [hook] }.Use();
        Post post = new() { Id = 5 };
        ImageSubset<PostPhoto>[] sets = [await AddAsync(), await AddAsync()];
        hook.Attached.Clear();
        int inserted = 0;
        Fault.Reached = point =>
        {
            if (point == FaultPoint.RowInserted && ++inserted == 2)
                throw new Deadlock();
        };
        await post.Photos.MoveAsync(Db, [(sets[0], sets[1]), (sets[1], sets[0])], store: Store);
        Assert.That(inserted, Is.EqualTo(4), "it began again");
        Assert.That(hook.Attached.Select(attached => ((PostPhoto)attached.Original).OrderIndex), Is.EquivalentTo(new[] { 1, 2 }));

        Task<ImageSubset<PostPhoto>> AddAsync() => post.Photos.AddAsync(Db, Pictures.Jpeg(40, 30), store: Store);
    }

    private sealed class Deadlock() : DbException("This transaction was the victim of a deadlock.")
    {
        public override string SqlState => "40001";
    }
}
