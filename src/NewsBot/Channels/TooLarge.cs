namespace NewsBot.Channels;

/// <summary>Answers a body over the limit with 413 in place of an exception in the log.</summary>
internal sealed class TooLarge : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (BadHttpRequestException e) when (!context.HttpContext.Response.HasStarted)
        {
            return Results.StatusCode(e.StatusCode);
        }
    }
}
