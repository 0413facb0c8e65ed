namespace ImageAttach.Tests.Support;

/// <summary>A program that was built beside the tests, in a folder of the same configuration.</summary>
internal static class BuiltProgram
{
    /// <summary>What runs it: the host that runs the tests.</summary>
    public static string Host => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    public static string PathOf(string name)
    {
        DirectoryInfo tests = new(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.Combine(tests.Parent!.Parent!.FullName, name, tests.Name, name + ".dll");
    }
}
