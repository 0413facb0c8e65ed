namespace ImageAttach.Generators.Emitting;

/// <summary>A model with the code that was written from it.</summary>
/// <param name="Model">The model.</param>
/// <param name="Code">The code: a file, or members for one.</param>
internal sealed record EmitResult<TModel, TCode>(TModel Model, TCode Code);
