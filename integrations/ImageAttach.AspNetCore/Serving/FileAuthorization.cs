using ImageAttach.AspNetCore.Requests;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ImageAttach.AspNetCore.Serving;

/// <summary>Decides whether a request may read a file, and who may see the answer.</summary>
internal sealed class FileAuthorization(FileAccessOptions options)
{
    /// <summary>Checks a request for a file that no endpoint serves. A refused request is answered.</summary>
    public async Task<FileAudience> AuthorizeAsync(HttpContext context, StoreKey key) =>
        await GetPolicyAsync(context).ConfigureAwait(false) is not { } policy
            ? await AuthorizeFileAsync(context, key, FileAudience.Everyone).ConfigureAwait(false)
            : await MeetsAsync(context, key, policy).ConfigureAwait(false)
                ? await AuthorizeFileAsync(context, key, FileAudience.User).ConfigureAwait(false)
                : FileAudience.None;

    /// <summary>Checks a request for a file that the current endpoint serves: whatever the endpoint demands has been checked already.</summary>
    public async Task<FileAudience> AuthorizeInEndpointAsync(HttpContext context, StoreKey key)
    {
        bool isProtected = await EndpointAuthorization.IsDemandedAsync(context).ConfigureAwait(false);
        return await AuthorizeFileAsync(context, key, isProtected ? FileAudience.User : FileAudience.Everyone).ConfigureAwait(false);
    }

    private static async Task<bool> MeetsAsync(HttpContext context, StoreKey key, AuthorizationPolicy policy)
    {
        await AuthenticateAsync(context).ConfigureAwait(false);
        IPolicyEvaluator evaluator = context.RequestServices.GetRequiredService<IPolicyEvaluator>();
        AuthenticateResult user = await evaluator.AuthenticateAsync(policy, context).ConfigureAwait(false);
        PolicyAuthorizationResult result = await evaluator.AuthorizeAsync(policy, user, context, key).ConfigureAwait(false);
        if (result.Succeeded)
            return true;
        context.Response.Headers.CacheControl = "no-store";
        IAuthorizationMiddlewareResultHandler handler = context.RequestServices.GetRequiredService<IAuthorizationMiddlewareResultHandler>();
        await handler.HandleAsync(_ => Task.CompletedTask, context, policy, result).ConfigureAwait(false);
        return false;
    }

    // UseImageAttach may come before UseAuthentication, as UseStaticFiles often does; then the user isn't known yet.
    private static async Task AuthenticateAsync(HttpContext context)
    {
        if (context.Features.Get<IAuthenticationFeature>() is not null
            || context.RequestServices.GetService<IAuthenticationSchemeProvider>() is not { } schemes
            || await schemes.GetDefaultAuthenticateSchemeAsync().ConfigureAwait(false) is not { } scheme)
            return;
        AuthenticateResult user = await context.AuthenticateAsync(scheme.Name).ConfigureAwait(false);
        if (user.Principal is { } principal)
            context.User = principal;
    }

    private async Task<FileAudience> AuthorizeFileAsync(HttpContext context, StoreKey key, FileAudience audience)
    {
        if (options.Authorize is not { } authorize)
            return options.AllowSharedCaching ? audience : FileAudience.User;
        if (await authorize(context, key).ConfigureAwait(false))
            return FileAudience.User;
        await ImageFileAnswer.NotFoundAsync(context).ConfigureAwait(false);
        return FileAudience.None;
    }

    private async Task<AuthorizationPolicy?> GetPolicyAsync(HttpContext context)
    {
        if (options.AllowAnonymous)
            return null;
        if (options.Policy is not { } name)
            return await EndpointAuthorization.GetFallbackPolicyAsync(context).ConfigureAwait(false);
        return await context.RequestServices.GetRequiredService<IAuthorizationPolicyProvider>().GetPolicyAsync(name).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"options.Files.Policy names the authorization policy '{name}', which isn't registered. Add it with services.AddAuthorization.");
    }
}
