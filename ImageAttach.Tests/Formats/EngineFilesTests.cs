using System.Security.Cryptography;
using ImageAttach.Formats;
using ImageAttach.Tests.Docs;
using ImageAttach.WebAssembly;

namespace ImageAttach.Tests.Formats;

/// <summary>The programs that are run are those whose origin and license are noted.</summary>
internal sealed class EngineFilesTests
{
    [TestCase("libheif.wasm")]
    [TestCase("magick.wasm")]
    public void An_embedded_program_has_the_hash_in_the_notes(string file) => Assert.That(
        File.ReadAllText(Path.Combine(Repository.Root, "integrations", "ImageAttach.Formats", "Engines", "README.md")),
        Does.Match($"`{file}`.*{Convert.ToHexStringLower(SHA256.HashData(EmbeddedFile.Read(typeof(HeicCodec).Assembly, file)))}"));
}
