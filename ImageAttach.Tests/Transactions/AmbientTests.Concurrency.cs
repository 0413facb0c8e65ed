using Shop;

namespace ImageAttach.Tests.Transactions;

// Two operations at once in a scope.
public sealed partial class AmbientTests
{
    [Test]
    public async Task A_second_operation_while_one_runs_is_refused_before_a_file_is_put()
    {
        await InScopeAsync(completes: true, async db =>
        {
            TaskCompletionSource slow = new(), started = new();
            Store.BeforePut = _ =>
            {
                started.TrySetResult();
                return slow.Task;
            };
            Task<UserPicture> first = _user.Picture.FromBlobAsync(db, New, store: Store);
            await started.Task;
            Assert.That(async () => await new User { Id = 2 }.Picture.FromBlobAsync(db, Old, store: Store), Throws.TypeOf<ConcurrentOperationException>());
            Assert.That(Store.Puts, Is.Empty);
            slow.SetResult();
            await first;
        });
        await AssertPictureAsync(New);
    }
}
