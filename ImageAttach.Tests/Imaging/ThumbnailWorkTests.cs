using ImageAttach.Imaging;

namespace ImageAttach.Tests.Imaging;

/// <summary>How many originals are decoded at once.</summary>
[NonParallelizable]
public sealed class ThumbnailWorkTests
{
    private static readonly byte[] Picture = Pictures.Jpeg(40, 30, seed: 1);

    private readonly int _usual = ThumbnailWork.MaxParallel;

    [TearDown]
    public void Reset() => ThumbnailWork.MaxParallel = _usual;

    [Test]
    public async Task All_have_their_turn_one_after_the_other()
    {
        ThumbnailWork.MaxParallel = 1;
        IReadOnlyList<EncodedImage>[] made = await Task.WhenAll(Enumerable.Range(1, 20).Select(width => MakeAsync(width, CancellationToken.None)));
        Assert.That(made, Has.All.Count.EqualTo(1));
        Assert.That(ThumbnailWork.MaxParallel, Is.EqualTo(1));
    }

    [Test]
    public async Task Whoever_gives_up_leaves_the_others_their_turn()
    {
        ThumbnailWork.MaxParallel = 1;
        using CancellationTokenSource givesUp = new();
        Task<IReadOnlyList<EncodedImage>> first = MakeAsync(20, CancellationToken.None), second = MakeAsync(20, givesUp.Token), third = MakeAsync(20, CancellationToken.None);
        await givesUp.CancelAsync();
        await Task.WhenAll(first, third);
        Assert.That(await MakeAsync(21, CancellationToken.None), Has.Count.EqualTo(1));
        try
        {
            await second;
        }
        catch (OperationCanceledException)
        {
            // It may have been done by then.
        }
    }

    [TestCase(0)]
    [TestCase(-1)]
    public void Fewer_than_one_is_refused(int most) =>
        Assert.That(() => ThumbnailWork.MaxParallel = most, Throws.InstanceOf<ArgumentOutOfRangeException>());

    private static Task<IReadOnlyList<EncodedImage>> MakeAsync(int width, CancellationToken cancellationToken) =>
        ThumbnailWork.RunAsync(Picture, [new ThumbnailRecipe(new ImageSize(width, width), new ThumbnailOptions { Format = ThumbnailFormat.Keep })], cancellationToken);
}
