namespace NewsBot.Digests;

/// <summary>A statement that a place waits for and has not been told of.</summary>
/// <param name="Held">Quiet hours or a silence held it back.</param>
public sealed record UntoldStatement(long Id, DateTimeOffset Found, bool Held);

/// <summary>Statements that come as one card instead of an alert each, so that they flood nobody. It knows no clock and no database.</summary>
/// <param name="Statements">Their ids.</param>
/// <param name="Since">When the first of those that were held back was found; null for what was found at once.</param>
/// <param name="Late">A stop or a pause held them back, and nobody asked for it.</param>
public sealed record Roundup(IReadOnlyList<long> Statements, DateTimeOffset? Since, bool Late)
{
    /// <summary>More alerts than this at once are one card.</summary>
    public const int MostAlone = 3;

    /// <summary>An alert that is this old when it is composed (after a stop, a pause, a closed conversation) is no longer one.</summary>
    public static readonly TimeSpan Stale = TimeSpan.FromHours(1);

    /// <summary>The cards that hold several of a place's statements; each of the others is an alert of its own.</summary>
    public static IReadOnlyList<Roundup> Of(IReadOnlyList<UntoldStatement> untold, DateTimeOffset now)
    {
        var late = untold.Where(u => !u.Held && now - u.Found > Stale).ToList();
        if (late.Count <= MostAlone)
            late.Clear();
        var held = untold.Where(u => u.Held).ToList();
        List<UntoldStatement> past = late.Count > 0 || held.Count > 1 ? [.. late, .. held] : [];
        var atOnce = untold.Except(past).ToList();
        var roundups = new List<Roundup>();
        if (past.Count > 0)
            roundups.Add(new Roundup([.. past.Select(u => u.Id)], past.Min(u => u.Found), late.Count > 0));
        if (atOnce.Count > MostAlone)
            roundups.Add(new Roundup([.. atOnce.Select(u => u.Id)], null, Late: false));
        return roundups;
    }
}
