using ImageAttach.Imaging.Resampling;

namespace ImageAttach.Tests.Imaging.Stages;

/// <summary>Resampling kernels, and the weights made from them.</summary>
internal sealed class KernelStageTests
{
    [TestCase(ResamplingFilter.Box, 0, 1)]
    [TestCase(ResamplingFilter.Box, 0.4, 1)]
    [TestCase(ResamplingFilter.Triangle, 0, 1)]
    [TestCase(ResamplingFilter.Triangle, 0.25, 0.75)]
    [TestCase(ResamplingFilter.Mitchell, 0, 8 / 9.0)]
    [TestCase(ResamplingFilter.Mitchell, 1, 1 / 18.0)]
    [TestCase(ResamplingFilter.Mitchell, 1.5, -5 / 144.0)]
    [TestCase(ResamplingFilter.CatmullRom, 0, 1)]
    [TestCase(ResamplingFilter.CatmullRom, 0.5, 0.5625)]
    [TestCase(ResamplingFilter.CatmullRom, 1.5, -0.0625)]
    [TestCase(ResamplingFilter.Lanczos, 0, 1)]
    [TestCase(ResamplingFilter.Lanczos, 0.5, 0.6079271018540267)]
    [TestCase(ResamplingFilter.Lanczos, 1.5, -0.13509491152311703)]
    [TestCase(ResamplingFilter.Lanczos, 2, 0)]
    public void Weights_at_distances(ResamplingFilter filter, double distance, double weight)
    {
        Kernel kernel = Kernel.For(filter, ratio: 2)!;

        Assert.That(kernel.At(distance), Is.EqualTo(weight).Within(1e-12));
        Assert.That(kernel.At(-distance), Is.EqualTo(weight).Within(1e-12));
        Assert.That(kernel.At(kernel.Radius + 0.001), Is.Zero);
    }

    [Test]
    public void The_weights_of_every_target_add_up_to_one(
        [Values] ResamplingFilter filter, [Values(3, 40, 641)] int source, [Values(1, 40, 97)] int target, [Values] bool isReversed)
    {
        double step = (double)source / target;
        AxisWeights weights = new(isReversed ? new Axis(source, -step, target) : new Axis(0, step, target), source, filter);

        for (int i = 0; i < target; i++)
        {
            double sum = 0, center = 0;
            for (int k = 0; k < weights.For(i).Length; k++)
            {
                sum += weights.For(i)[k];
                center += weights.For(i)[k] * (weights.StartOf(i) + k);
            }

            Assert.That(sum, Is.EqualTo(1).Within(1e-5));
            Assert.That((weights.StartOf(i), weights.EndOf(i)), Is.EqualTo((Math.Max(0, weights.StartOf(i)), Math.Min(source, weights.EndOf(i)))));
            bool isInside = weights.StartOf(i) > 0 && weights.EndOf(i) < source && filter is not (ResamplingFilter.Point or ResamplingFilter.Box);
            if (isInside)
                Assert.That(center, Is.EqualTo((((isReversed ? target - 1 - i : i) + 0.5) * step) - 0.5).Within(Math.Max(0.05, step * 0.05)), "balanced around the middle");
        }
    }
}
