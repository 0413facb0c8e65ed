using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ImageAttach.AspNetCore.Requests;

/// <summary>Refuses to check forms before the user is known and authorized.</summary>
/// <remarks>
/// The antiforgery check that follows compares the token with the user, so it would refuse members' forms; and it reads the form, so strangers
/// could send large ones to endpoints that they may not use.
/// </remarks>
internal sealed class MiddlewareOrder
{
    // Middleware of the framework leaves these marks for other middleware, among them the one that runs endpoints.
    private const string AuthenticationIsUsed = "__AuthenticationMiddlewareSet";
    private const string AuthorizationIsUsed = "__AuthorizationMiddlewareSet";
    private const string AuthorizationHasRun = "__AuthorizationMiddlewareWithEndpointInvoked";

    private readonly RequestDelegate _next;
    private readonly bool _usesAuthentication;
    private readonly bool _usesAuthorization;

    /// <param name="next">What follows.</param>
    /// <param name="app">The application, with all of its middleware.</param>
    public MiddlewareOrder(RequestDelegate next, IApplicationBuilder app)
    {
        _next = next;
        _usesAuthentication = app.Properties.ContainsKey(AuthenticationIsUsed);
        _usesAuthorization = app.Properties.ContainsKey(AuthorizationIsUsed);
    }

    /// <exception cref="InvalidOperationException">UseImageAttach comes too early.</exception>
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<IAntiforgeryMetadata>() is { RequiresValidation: true })
        {
            if (_usesAuthentication && context.Features.Get<IAuthenticationFeature>() is null)
                throw TooEarly(context, "UseAuthentication");
            if (_usesAuthorization && !context.Items.ContainsKey(AuthorizationHasRun) && await EndpointAuthorization.IsDemandedAsync(context).ConfigureAwait(false))
                throw TooEarly(context, "UseAuthorization");
        }

        await _next(context).ConfigureAwait(false);
    }

    private static InvalidOperationException TooEarly(HttpContext context, string middleware) => new(
        $"The form for {context.GetEndpoint()!.DisplayName} can't be checked yet, because UseImageAttach comes before {middleware}. " +
        "Call app.UseImageAttach() after app.UseAuthentication() and app.UseAuthorization().");
}
