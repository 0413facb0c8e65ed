using ImageAttach.Stores;
using ImageAttach.Transactions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ImageAttach.AspNetCore.Serving;

/// <summary>Exempts files from the application's fallback policy where the options say who may read them.</summary>
/// <remarks>
/// <c>UseAuthorization</c> applies the fallback policy to every request without an endpoint. With an endpoint that allows anonymous requests,
/// a request gets past it to <see cref="ExposedFilesMiddleware"/>, which checks it. So <c>UseImageAttach</c> can come after <c>UseAuthorization</c>,
/// as forms require.
/// </remarks>
internal static class FileEndpoints
{
    // The name that UseRouting gives to the routes of an application that isn't a WebApplication.
    private const string Routes = "__EndpointRouteBuilder";

    /// <summary>Adds an endpoint for each store, if the application uses routing.</summary>
    public static void Map(IApplicationBuilder app, IEnumerable<HttpExposedFileSystemStore> stores, FileAccessOptions options)
    {
        if (options is { AllowAnonymous: false, Policy: null }
            || (app as IEndpointRouteBuilder ?? (app.Properties.TryGetValue(Routes, out object? found) ? found as IEndpointRouteBuilder : null)) is not { } routes)
            return;
        foreach (HttpExposedFileSystemStore store in stores)
            routes.Map(store.RequestPath + "/{**path}", ImageFileAnswer.NotFoundAsync).AllowAnonymous().WithDisplayName($"Files of {store}").ExcludeFromDescription();
    }
}
