using Microsoft.CodeAnalysis.Text;

namespace ImageAttach.Generators.Emitting;

/// <summary>A generated file.</summary>
/// <param name="HintName">Its name.</param>
/// <param name="Text">What is in it.</param>
internal sealed record GeneratedFile(string HintName, SourceText Text);
