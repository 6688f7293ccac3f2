using NewsBot.Settings;

namespace NewsBot.Deliveries.Ledger;

/// <summary>How long what is no longer needed is kept: the section <c>Keep</c> of the settings, in days; null for ever. Statements, their
/// articles, and what is quoted are kept anyway.</summary>
/// <param name="Texts">Texts of articles that carry no statement, and what feeds said of them.</param>
/// <param name="Ledger">Verdicts, digests and deliveries with what their posts showed, and what readers said of statements.</param>
internal sealed record RetentionPolicy(TimeSpan? Texts, TimeSpan? Ledger)
{
    /// <summary>Days when nothing is set.</summary>
    private const int Default = 90;

    // A younger ledger would take away what editions and "why" still refer to.
    private const int Least = 7;

    /// <summary>The policy as it is set.</summary>
    /// <exception cref="FormatException">A value is neither a number of days nor <c>off</c>.</exception>
    public static RetentionPolicy Of(IConfiguration settings) => new(
        Setting.Days(settings, "Keep:TextDays", Least, Default), Setting.Days(settings, "Keep:LedgerDays", Least, Default));
}
