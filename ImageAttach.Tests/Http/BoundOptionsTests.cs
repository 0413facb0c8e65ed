using System.Text;
using ImageAttach.AspNetCore;
using ImageAttach.Stores;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ImageAttach.Tests.Http;

/// <summary>Options that come from configuration.</summary>
internal sealed class BoundOptionsTests
{
    private const string Settings = """
        {
          "Images": {
            "Thumbnails": { "Widths": [150, 600], "AllowOtherWidths": true, "SigningKeys": ["0123456789abcdef0123456789abcdef"], "ValidFor": "12:00:00" },
            "Uploads": {
              "ValidFor": "00:05:00",
              "Limits": { "MaxBytes": 1000, "MaxPixels": 2000, "MaxFrames": 3, "AllowedTypes": ["image/png"], "DecodeFully": true, "StripMetadata": true }
            },
            "Files": { "Policy": "members", "AllowSharedCaching": false }
          },
          "Queue": { "Workers": 3, "Capacity": 4, "Attempts": 2, "FirstDelay": "00:00:07", "CatchUpEvery": "02:00:00" }
        }
        """;

    [Test]
    public void All_of_them_bind_and_replace_the_defaults()
    {
        using ServiceProvider services = Build();
        ImageAttachOptions options = services.GetRequiredService<IOptions<ImageAttachOptions>>().Value;
        Assert.That(options.Thumbnails.Widths, Is.EqualTo(new[] { 150, 600 }));
        Assert.That((options.Thumbnails.AllowOtherWidths, options.Thumbnails.SigningKeys.Single(), options.Thumbnails.ValidFor), Is.EqualTo((true, "0123456789abcdef0123456789abcdef", (TimeSpan?)TimeSpan.FromHours(12))));
        ImageLimits limits = options.Uploads.Limits;
        Assert.That(limits.AllowedTypes, Is.EqualTo(new[] { "image/png" }));
        Assert.That((limits.MaxBytes, limits.MaxPixels, limits.MaxFrames, limits.DecodeFully, limits.StripMetadata), Is.EqualTo((1000L, 2000L, 3, true, true)));
        Assert.That((options.Uploads.ValidFor, options.Files.Policy, options.Files.AllowSharedCaching), Is.EqualTo((TimeSpan.FromMinutes(5), "members", false)));
        ThumbnailQueueOptions queue = services.GetRequiredService<IOptions<ThumbnailQueueOptions>>().Value;
        Assert.That((queue.Workers, queue.Capacity, queue.Attempts, queue.FirstDelay, queue.CatchUpEvery), Is.EqualTo((3, 4, 2, TimeSpan.FromSeconds(7), (TimeSpan?)TimeSpan.FromHours(2))));
    }

    [Test]
    public void The_defaults_stay_as_they_are()
    {
        ImageLimits before = ImageLimits.Default;
        using ServiceProvider services = Build(options => options.Uploads.Limits = ImageLimits.Default);
        Assert.That(services.GetRequiredService<IOptions<ImageAttachOptions>>().Value.Uploads.Limits.MaxBytes, Is.EqualTo(1000));
        Assert.That(ImageLimits.Default, Is.EqualTo(before).And.EqualTo(new ImageLimits()));
        Assert.That(new UploadOptions().Limits, Is.EqualTo(new ImageLimits()));
    }

    private static ServiceProvider Build(Action<ImageAttachOptions>? configure = null)
    {
        IConfiguration settings = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(Settings))).Build();
        ServiceCollection services = new();
        services.AddLogging().AddSingleton(settings).AddImageAttach(options =>
        {
            options.Store = new MemoryStore();
            options.Thumbnails.Tables = [TableOf<Shop.UserPicture>()];
            configure?.Invoke(options);
        }).AddThumbnailQueue();
        services.AddOptions<ImageAttachOptions>().BindConfiguration("Images");
        services.AddOptions<ThumbnailQueueOptions>().BindConfiguration("Queue");
        return services.BuildServiceProvider();
    }

    private static IImageTable TableOf<TImage>()
        where TImage : Image, IImageEntity<TImage> => TImage.Table;
}
