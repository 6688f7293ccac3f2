namespace NewsBot.Sample;

/// <summary>The words around an article that belong to the page and not to the news, in the outlet's language.</summary>
internal sealed record Furniture
{
    public required string Navigation { get; init; }

    public required string AllOutlets { get; init; }

    public required IReadOnlyList<string> Sections { get; init; }

    public required string Related { get; init; }

    public required string Share { get; init; }

    public required IReadOnlyList<string> ShareBy { get; init; }

    public required string Newsletter { get; init; }

    public required string Subscribe { get; init; }

    public required string Picture { get; init; }

    public required string Updated { get; init; }

    public required string Footer { get; init; }

    public required string Cookies { get; init; }

    public required string Accept { get; init; }

    public string CookieBanner => $"""
        <div class="cookies" role="region" aria-label="Cookies"><p>{Cookies} <button type="button">{Accept}</button></p></div>
        """;

    private static readonly Furniture English = new()
    {
        Navigation = "Main",
        AllOutlets = "All outlets",
        Sections = ["Home", "World", "Business", "Sport", "Opinion"],
        Related = "Related stories",
        Share = "Share this article",
        ShareBy = ["Copy link", "Send by mail", "Print"],
        Newsletter = "Our morning newsletter: five stories before breakfast.",
        Subscribe = "Sign up",
        Picture = "Sample picture: an empty briefing room.",
        Updated = "Updated",
        Footer = "Published by nobody. Contact, terms of use and privacy notice are invented as well.",
        Cookies = "We value your privacy. This page would ask for cookies if it were real.",
        Accept = "Accept all",
    };

    private static readonly Furniture Urdu = new()
    {
        Navigation = "مرکزی فہرست",
        AllOutlets = "تمام ادارے",
        Sections = ["صفحۂ اول", "دنیا", "کاروبار", "کھیل", "رائے"],
        Related = "متعلقہ خبریں",
        Share = "یہ خبر شیئر کریں",
        ShareBy = ["لنک نقل کریں", "ای میل کریں", "پرنٹ کریں"],
        Newsletter = "ہمارا صبح کا خبرنامہ",
        Subscribe = "اندراج کریں",
        Picture = "نمونے کی تصویر: خالی بریفنگ ہال",
        Updated = "تازہ کاری",
        Footer = "یہ نمونے کا صفحہ ہے؛ رابطہ اور شرائط بھی فرضی ہیں۔",
        Cookies = "ہم آپ کی رازداری کا احترام کرتے ہیں۔",
        Accept = "قبول کریں",
    };

    public static Furniture For(Outlet? outlet) => outlet is { Language: "ur" } ? Urdu : English;
}
