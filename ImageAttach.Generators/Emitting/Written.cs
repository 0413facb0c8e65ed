namespace ImageAttach.Generators.Emitting;

/// <summary>A model with its files: all of them, or none.</summary>
/// <param name="Model">What they were written from.</param>
/// <param name="Files">The files.</param>
internal sealed record Written<TModel>(TModel Model, params GeneratedFile[] Files);
