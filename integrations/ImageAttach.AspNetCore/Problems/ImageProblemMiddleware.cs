using System.Globalization;
using ImageAttach.AspNetCore.Logging;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;

namespace ImageAttach.AspNetCore.Problems;

/// <summary>Answers with problem details where an image was refused and the application hasn't answered itself. The log has the detail.</summary>
internal sealed class ImageProblemMiddleware(RequestDelegate next, IProblemDetailsService problems, ILogger logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (Exception refusal) when (ImageProblem.Of(refusal) is { } problem && !context.Response.HasStarted)
        {
            Events.Refused(logger, problem.Status, refusal);
            await AnswerAsync(context, problem).ConfigureAwait(false);
        }
    }

    // Without the exception: what is given to the service may be shown.
    private async Task AnswerAsync(HttpContext context, ImageProblem problem)
    {
        context.Response.Clear();
        context.Response.StatusCode = problem.Status;
        context.Response.Headers.CacheControl = "no-store";
        if (problem.RetryAfter is { } delay)
            context.Response.Headers.RetryAfter = ((int)delay.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        ProblemDetails details = new() { Status = problem.Status, Type = problem.Type, Title = problem.Title };

        // Nothing is written for a browser that asked for HTML alone: the status is what pages for status codes go by.
        await problems.TryWriteAsync(new() { HttpContext = context, ProblemDetails = details }).ConfigureAwait(false);
    }
}
