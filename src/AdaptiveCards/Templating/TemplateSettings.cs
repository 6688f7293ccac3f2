using System.Globalization;
using AdaptiveCards.Functions;

namespace AdaptiveCards.Templating;

/// <summary>
/// How a template is read and expanded. Culture and zone are inputs; those of the machine play no part. With a clock and a random of the
/// caller's, the same template and data always give the same card.
/// </summary>
public sealed record TemplateSettings
{
    /// <summary>What is used when nothing is said.</summary>
    public static TemplateSettings Default { get; } = new();

    /// <summary>Culture of <c>formatNumber</c>, <c>formatDateTime</c>, <c>toUpper</c> and the like when the call names no locale.</summary>
    public CultureInfo Culture { get; init; } = CultureInfo.GetCultureInfo("en-US");

    /// <summary>Zone in which dates are written, and in which dates without an offset are read.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>What <c>utcNow</c>, <c>getFutureTime</c>, <c>getNextViableDate</c> and the like take for now.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Where <c>rand</c> and <c>newGuid</c> get their chance from. One of the caller's must bear the threads that fill the template.</summary>
    public Random Random { get; init; } = Random.Shared;

    /// <summary>Functions of the host beside the prebuilt ones.</summary>
    public HostFunctions Functions { get; init; } = HostFunctions.None;

    /// <summary>
    /// Refuses, when it is read, a template with an expression that does not parse or a function that does not exist.
    /// Otherwise such an expression stays in the text as it is, like one without a value, and is listed in
    /// <see cref="AdaptiveCardTemplate.Errors"/>.
    /// </summary>
    public bool Strict { get; init; }

    /// <summary>
    /// Refuses, when it is expanded, a name that neither the data nor the root has (a property that is null is there).
    /// Otherwise such a place stays in the text as it is.
    /// </summary>
    public bool RequireNames { get; init; }

    /// <summary>How deep the JSON of a template may be nested.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>How large the output may grow, in bytes of UTF-8; no computed text may grow longer, in characters.</summary>
    public int MaxOutput { get; init; } = 1 << 20;

    /// <summary>How many elements one expansion may repeat in all.</summary>
    public int MaxRepeats { get; init; } = 10_000;

    /// <summary>How many function calls one expansion may make.</summary>
    public int MaxSteps { get; init; } = 200_000;
}
