// Compiles a source with the generator and the analyzer, as a compiler of this Roslyn version would: RoslynHost VERSION GENERATOR CORE SOURCE
// Prints the version that was loaded, what was generated and what went wrong; ends with 1 when anything did.
using System.Runtime.Loader;
using RoslynHost;

string libraries = Path.Combine(AppContext.BaseDirectory, "roslyn", args[0]);
AssemblyLoadContext.Default.Resolving += (context, name) =>
    Path.Combine(libraries, name.Name + ".dll") is var path && File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;

// A type of its own: this method must not name Roslyn before it can be found.
return await Compiler.RunAsync(args[1], args[2], args[3]);
