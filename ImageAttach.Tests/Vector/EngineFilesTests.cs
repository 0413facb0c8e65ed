using System.Security.Cryptography;
using ImageAttach.Tests.Docs;
using ImageAttach.WebAssembly;

namespace ImageAttach.Tests.Vector;

/// <summary>The programs that are run are those whose origin and licence are noted.</summary>
internal sealed class EngineFilesTests
{
    [TestCase("resvg.wasm")]
    [TestCase("pdfium.wasm")]
    [TestCase("DejaVuSans.ttf")]
    public void What_is_built_in_is_what_the_notes_tell(string file) => Assert.That(
        File.ReadAllText(Path.Combine(Repository.Root, "integrations", "ImageAttach.Vector", "Engines", "README.md")),
        Does.Match($"`{file}`.*{Convert.ToHexStringLower(SHA256.HashData(EmbeddedFile.Read(typeof(ImageAttach.Vector.SvgCodec).Assembly, file)))}"));
}
