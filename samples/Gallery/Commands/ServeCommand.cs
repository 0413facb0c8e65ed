using System.CommandLine;
using Gallery.Data;
using Gallery.Web;
using ImageAttach;
using ImageAttach.AspNetCore;
using Microsoft.Data.Sqlite;

namespace Gallery.Commands;

/// <summary>Serves the gallery until it is stopped.</summary>
internal static class ServeCommand
{
    public static RootCommand Define(string[] args)
    {
        RootCommand serve = new("Serves a gallery of pictures attached to rows of a database")
        {
            // Here for the help and the checks: the web host reads it from the arguments, as it does its other settings.
            new Option<string>("--urls")
            {
                Description = $"The address to serve at; by default {GalleryApplication.DefaultAddress}",
                HelpName = "URL",
            },
            HostSettings(),
        };
        serve.SetAction((_, _) => RunAsync(args));
        return serve;
    }

    // Any option may be a setting of the web host, but a word in front of them is a command that there isn't.
    private static Argument<string[]> HostSettings()
    {
        Argument<string[]> settings = new("settings") { Arity = ArgumentArity.ZeroOrMore, Hidden = true };
        settings.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: not ['-', '-', ..] and var word }, ..])
                result.AddError($"There is no command '{word}'.");
        });
        return settings;
    }

    private static async Task RunAsync(string[] args)
    {
        await using WebApplication app = GalleryApplication.Build(args, out DataFolder folder);
        await using (SqliteConnection db = folder.Connect())
        {
            await db.OpenAsync();
            using (app.Services.GetRequiredService<ImageAttachSettings>().Use())
                await GallerySetup.RunAsync(db);
        }

        await app.StartAsync();

        // What `attach` has brought in, which has no queue, or an earlier run didn't come to make.
        await app.Services.GetRequiredService<MissingThumbnails>().EnqueueAsync(app.Services.GetRequiredService<IThumbnailQueue>(), olderThan: TimeSpan.Zero);
        await app.WaitForShutdownAsync();
    }
}
