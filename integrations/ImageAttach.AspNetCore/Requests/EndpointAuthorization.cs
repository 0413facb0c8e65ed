using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ImageAttach.AspNetCore.Requests;

/// <summary>Finds out whether a request has to be authorized, as <c>UseAuthorization</c> does.</summary>
internal static class EndpointAuthorization
{
    /// <summary>Whether the request's endpoint demands authorization, by its metadata or by the application's fallback policy.</summary>
    public static async ValueTask<bool> IsDemandedAsync(HttpContext context)
    {
        EndpointMetadataCollection? metadata = context.GetEndpoint()?.Metadata;
        if (metadata?.GetMetadata<IAllowAnonymous>() is not null)
            return false;
        return metadata?.GetMetadata<IAuthorizeData>() is not null
            || metadata?.GetMetadata<AuthorizationPolicy>() is not null
            || metadata?.GetMetadata<IAuthorizationRequirementData>() is not null
            || await GetFallbackPolicyAsync(context).ConfigureAwait(false) is not null;
    }

    /// <summary>The application's fallback policy; null if it has none, or doesn't use authorization.</summary>
    public static Task<AuthorizationPolicy?> GetFallbackPolicyAsync(HttpContext context) =>
        context.RequestServices.GetService<IAuthorizationPolicyProvider>()?.GetFallbackPolicyAsync() ?? Task.FromResult<AuthorizationPolicy?>(null);
}
