using ImageAttach.WebAssembly;

namespace ImageAttach.Formats;

/// <summary>Limits what decoding one file may cost. Defaults: 512 MiB, and 10 seconds of processor time.</summary>
public sealed record FormatsOptions : SandboxOptions
{
    /// <summary>Creates the default options.</summary>
    public FormatsOptions()
    {
        MaxMemory = 512L << 20;
        MaxTime = TimeSpan.FromSeconds(10);
    }
}
