using System.Diagnostics;

namespace ImageAttach.AspNetCore.Logging;

/// <summary>What web applications trace, under the source <c>ImageAttach</c> as well.</summary>
internal static class Activities
{
    private static readonly ActivitySource Source = new("ImageAttach");

    /// <summary>Starts an operation on images of a type; null where nothing listens.</summary>
    public static Activity? Start(string name, string objectType)
    {
        Activity? activity = Source.StartActivity(name);
        activity?.SetTag("imageattach.object_type", objectType);
        return activity;
    }
}
