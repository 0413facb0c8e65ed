using System.Reflection;
using System.Runtime.CompilerServices;
using ImageAttach.Tests.Docs;

namespace ImageAttach.Tests.Architecture;

/// <summary>A call that may need more takes an options object, which can grow.</summary>
public sealed class ParameterTests
{
    private const int MaxParameters = 6;

    // Long calls that applications use as they are. Each has another one that takes an object: of the same name, unless it is named here.
    private static readonly Dictionary<string, string> Successors = new()
    {
        ["FromFileAsync"] = "AttachAsync",
        ["FromBlobAsync"] = "AttachAsync",
        ["FromFormFileAsync"] = "AttachAsync",
        ["FromUrlAsync"] = "AttachFromUrlAsync",
        ["FromDataUriAsync"] = "AttachFromDataUriAsync",
        ["FromUploadAsync"] = "AttachFromUploadAsync",
        ["AddAsync"] = "AddAsync",
        ["AddFromUrlAsync"] = "AddFromUrlAsync",
        ["AddFromDataUriAsync"] = "AddFromDataUriAsync",
        ["AddFromUploadAsync"] = "AddFromUploadAsync",
        ["GenerateThumbnailAsync"] = "GenerateThumbnailAsync",
        ["FindOrGenerateThumbnailAsync"] = "GenerateThumbnailAsync",
    };

    [TestCaseSource(typeof(Repository), nameof(Repository.Libraries))]
    public void A_public_call_of_many_parameters_has_one_that_takes_an_object(string library) => Assert.That(
        Assembly.Load(library).GetExportedTypes()
            .SelectMany(type => type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly).OfType<MethodBase>())
            .Where(method => CountParameters(method) > MaxParameters && !HasSuccessor(method))
            .Select(method => $"{method.DeclaringType}.{method.Name} has {CountParameters(method)} parameters. Let it take an options object."),
        Is.Empty);

    private static bool HasSuccessor(MethodBase method) =>
        Successors.TryGetValue(method.Name, out string? successor) && method.DeclaringType!.GetMethods().Any(other => other.Name == successor && CountParameters(other) <= MaxParameters);

    // Neither what an extension extends nor what generated code deconstructs is given by the caller one by one.
    private static int CountParameters(MethodBase method) =>
        method.Name == "Deconstruct" ? 0 : method.GetParameters().Length - (method.IsDefined(typeof(ExtensionAttribute)) ? 1 : 0);
}
