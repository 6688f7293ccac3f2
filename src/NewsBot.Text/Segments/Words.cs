using System.Collections.Frozen;

namespace NewsBot.Text.Segments;

/// <summary>Closed classes of English words, in lower case.</summary>
internal static class Words
{
    public static FrozenSet<string> Days { get; } = Set("monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight");

    public static FrozenSet<string> Months { get; } = Set(
        "january february march april may june july august september october november december jan. feb. mar. apr. aug. "
        + "sept. sep. oct. nov. dec.");

    /// <summary>The plainest verbs of saying, which may follow a quotation's full stop.</summary>
    public static FrozenSet<string> Said { get; } = Set(
        "said says asked replied added told wrote tweeted explained recalled noted continued answered responded insisted "
        + "declared remarked quipped argued warned stressed joked");

    public static FrozenSet<string> Pronouns { get; } = Set("he she it they we i you who");

    public static FrozenSet<string> Auxiliaries { get; } = Set(
        "is are was were be been being am has have had having do does did will would shall should can could may might must "
        + "won't wouldn't "
        + "don't doesn't didn't isn't aren't wasn't weren't hasn't haven't hadn't can't couldn't shouldn't cannot");

    public static FrozenSet<string> Determiners { get; } = Set(
        "the a an this that these those his her its their our my your some many several any all both each every another "
        + "other no one two three");

    public static FrozenSet<string> Prepositions { get; } = Set(
        "in on at by for of to from with after before during amid about over under against between among through via into "
        + "since until "
        + "without within despite towards toward following upon outside inside near across behind beyond throughout "
        + "regarding concerning alongside besides");

    public static FrozenSet<string> Subordinators { get; } = Set(
        "that while because after when if but although though since before whether where which whom whose as than so unless "
        + "once until whereas why how what");

    public static FrozenSet<string> Adverbs { get; } = Set(
        "also further not n't never again once then later earlier recently already still now just even often always too "
        + "ever yet further "
        + "meanwhile however therefore thus instead rightly soon long twice previously reportedly first finally initially "
        + "nevertheless nonetheless "
        + "moreover furthermore additionally similarly separately elsewhere in-turn likewise besides so far");

    /// <summary>Opens a sentence before its subject and is no part of it.</summary>
    public static FrozenSet<string> Openers { get; } = Set(
        "but and or yet so then later earlier meanwhile however also still moreover furthermore additionally similarly "
        + "separately therefore thus instead "
        + "nevertheless nonetheless besides local finally initially recently now here there again once though although while as "
        + "when if because since after before whether that");

    private static readonly FrozenSet<string> Titles = Set(
        "mr mrs ms dr gen lt col brig maj capt cpt cmdr adm sgt sen rep gov amb prof rev hon st messrs mt pres supt insp "
        + "sec fr no nos vs v fig etc");

    private static readonly FrozenSet<string> Shortened = Set("inc co corp ltd jr sr bros a.m p.m u.s u.n u.k d.c e.g i.e jan feb mar apr aug sept sep oct nov dec ph.d m.d ret d.-n.y");

    private static readonly FrozenSet<string> Irregular = Set(
        "met came went gave took made became began left held led got found saw spoke fell rose brought sent kept won lost "
        + "ran built felt knew paid put set cut hit "
        + "thought sought bought caught taught fought shot stood understood drew grew flew threw chose broke drove wore "
        + "bore tore swore laid lay sat let read spent dealt "
        + "heard meant became underwent overcame withdrew forgot struck stuck hung sang rang sank seems appears wants needs "
        + "remains includes comes goes makes takes gives");

    /// <summary>Looks like a verb with a subject of its own: an auxiliary, a well-known form, or a small-letter word in
    /// -ed.</summary>
    public static bool IsVerbLike(Token token) => token.IsWord && !token.Capital
        && (Auxiliaries.Contains(token.Lower) || Irregular.Contains(token.Lower) || IsPast(token.Lower));

    public static bool IsFinite(Token token) => token.IsWord && !token.Capital
        && (Auxiliaries.Contains(token.Lower) || Irregular.Contains(token.Lower));

    public static bool IsPast(string word) => word.Length > 4 && word.EndsWith("ed", StringComparison.Ordinal)
        && !word.EndsWith("eed", StringComparison.Ordinal) && !word.Contains('-')
        && word is not ("hundred" or "united" or "sacred");

    public static bool IsAdverb(string word) =>
        Adverbs.Contains(word) || (word.Length > 4 && word.EndsWith("ly", StringComparison.Ordinal)
            && word is not ("family" or "early" or "assembly" or "monthly" or "daily" or "weekly" or "ally" or "italy" or "july"
            or "reply" or "supply" or "only"));

    public static bool IsAbbreviation(string lower, string text, int start, int end) =>
        Titles.Contains(lower) || Shortened.Contains(lower)
        || (end - start == 1 && char.IsUpper(text[start]))
        || (lower.Length <= 5 && lower.Length % 2 == 1 && lower.Length > 2
        && lower.Where((_, i) => i % 2 == 1).All(c => c == '.'));

    /// <summary>"U.S." and "Inc." may close a sentence, "Mr." never does.</summary>
    public static bool MayEndSentence(string abbreviation) =>
        abbreviation.Length > 2 && !Titles.Contains(abbreviation.TrimEnd('.')) && !Months.Contains(abbreviation);

    public static bool OpensSentence(string word) =>
        Pronouns.Contains(word) || Determiners.Contains(word) || Prepositions.Contains(word) || Openers.Contains(word)
        || word is "said" or "there" or "according" or "asked";

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
