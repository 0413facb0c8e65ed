using System.Diagnostics;

namespace ImageAttach.Diagnostics;

/// <summary>What is traced, under the source <c>ImageAttach</c>. Of no cost where nobody listens.</summary>
internal static class Activities
{
    private static readonly ActivitySource Source = new("ImageAttach");

    /// <summary>Begins an operation on images of a type.</summary>
    public static Activity? Start(string name, string objectType)
    {
        Activity? activity = Source.StartActivity(name);
        activity?.SetTag("imageattach.object_type", objectType);
        return activity;
    }
}
