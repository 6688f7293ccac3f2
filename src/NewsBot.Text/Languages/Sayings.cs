using System.Text.RegularExpressions;

namespace NewsBot.Text.Languages;

/// <summary>The words of one language by which its reports are found and judged. Every word is compared with one letter for the variants of yeh, kaf and heh.
/// </summary>
internal sealed partial record Sayings
{
    /// <summary>Verbs of saying, with their auxiliaries.</summary>
    public required Regex Verbs { get; init; }

    /// <summary>The word behind whoever acts ("نے") or whose saying it is ("کا"), some words before the verb; null where the language has none.</summary>
    public Regex? Marker { get; init; }

    /// <summary>"According to X": the group "who". Tried where a sentence has no verb of saying.</summary>
    public required Regex According { get; init; }

    /// <summary>"…, according to X." at the end of a sentence: the group "who"; null where the language has none.</summary>
    public Regex? AccordingBehind { get; init; }

    /// <summary>Words that open what was said.</summary>
    public required string[] That { get; init; }

    /// <summary>Whole sources that mean whoever spoke before.</summary>
    public required string[] Pronouns { get; init; }

    /// <summary>Words that name nobody.</summary>
    public required Regex Nameless { get; init; }

    /// <summary>Offices and bodies: what holds one of them is a source even where no registry knows it.</summary>
    public required Regex Office { get; init; }

    /// <summary>Spokespersons, deputies, advisers: a name in their phrase is the name of somebody else unless it stands for them.</summary>
    public required Regex Mouth { get; init; }

    /// <summary>"And", behind a clause that is complete.</summary>
    public required string And { get; init; }

    /// <summary>Words that join a clause to the one before it.</summary>
    public required Regex Joint { get; init; }

    /// <summary>The last word of a clause that is complete.</summary>
    public required Regex ClauseEnd { get; init; }

    public required Regex Denying { get; init; }

    public required Regex Threatening { get; init; }

    public required Regex Demanding { get; init; }

    public required Regex Agreeing { get; init; }

    public required Regex Asking { get; init; }

    /// <summary>"Refused to": the group "what" is what was refused.</summary>
    public required Regex Refusing { get; init; }

    /// <summary>"Comment", "an answer": whoever refuses it has said nothing.</summary>
    public required Regex Comment { get; init; }

    /// <summary>Negations and suppositions around the verb that leave the words unsaid.</summary>
    public required Regex Unsaid { get; init; }

    /// <summary>"Last month", "earlier": told as earlier.</summary>
    public required Regex Past { get; init; }

    /// <summary>Words of saying that end so tell what had been said.</summary>
    public required Regex Pluperfect { get; init; }

    /// <summary>Weekdays, "today", "yesterday".</summary>
    public required Regex Day { get; init; }

    /// <summary>"In 2019": the group "year".</summary>
    public required Regex InYear { get; init; }

    /// <summary>"On condition of anonymity".</summary>
    public required Regex Withheld { get; init; }

    /// <summary>Cuts what surrounds a speaker in the clause of the cue.</summary>
    public required Func<string, TextSpan, TextSpan?> Cut { get; init; }

    /// <summary>"Spokesperson" may stand right before the name of whoever is spoken for.</summary>
    public required bool MouthFirst { get; init; }

    /// <summary>The registry's name ends the phrase that it belongs to ("د طالبانو ویاند ذبیح الله مجاهد"), or also begins it.</summary>
    public required bool NameEnds { get; init; }

    /// <summary>Outlets and agencies as the three languages write them.</summary>
    public static Regex Outlets { get; } = Words(
        "روئٹرز|رائٹرز|رویترز|رویټرز|اے ایف پی|اے پی|ایسوسی ایٹڈ پریس|اسوشیتد پرس|آسوشیتدپرس|فرانس پرس|فرانسه پرس|بی بی سی|بي بي سي|الجزیرہ|الجزیره|سی این این|ڈان نیوز|جیو نیوز|وائس آف امریکہ|وائس آف امریکا|صدای امریکا|امریکا غږ|ازادی راډیو|آزادی رادیو|رادیو آزادی|ازادي راډیو|آزادۍ راډیو|ازادۍ راډیو|طلوع نیوز|طلوعنیوز|طلوع نیوز|ٹولو نیوز|پژواک|نیویارک ٹائمز|نیویارک تایمز|نیویارک ټایمز|واشنگٹن پوسٹ|واشنگتن پست|وال سٹریٹ جرنل|وال استریت ژورنال|اسپوتنیک|سپوتنک|شینهوا|دویچه وله|ڈوئچے ویلے");

    /// <summary>Unnamed people who speak for somebody.</summary>
    public static Regex Spokesperson { get; } = Words("ترجمان|ترجمانوں|سخنگو|سخنگوی|ویاند|وياند");

    /// <summary>The words of a language ("ur", "ps", "fa").</summary>
    public static Sayings Of(string language) => language switch { "ur" => Urdu, "ps" => Pashto, _ => Persian };

    /// <summary>A pattern for whole words and phrases, parted by bars; the longest wins.</summary>
    internal static Regex Words(string phrases) => Pattern($@"(?<![\w\u200c])(?:{Any(phrases)})(?![\w\u200c])");

    /// <summary>Phrases parted by bars as one alternative, the longest first, open to the variants of letters.</summary>
    internal static string Any(string phrases) => string.Join('|', phrases.Split('|').OrderByDescending(p => p.Length).Select(Variants));

    internal static Regex Pattern(string pattern) => new(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));

    private static string Variants(string phrase) => string.Concat(phrase.Select(c => c switch
    {
        'ی' or 'ي' or 'ى' => "[یيى]",
        'ک' or 'ك' => "[کك]",
        'ه' or 'ہ' => "[هہۀ]\u0654?",
        'ئ' => "(?:ئ|یٔ)",
        'ا' or 'أ' => "[اأ]",
        ' ' => "[ \u00a0\u200c]+",
        _ => c.ToString(),
    }));
}
