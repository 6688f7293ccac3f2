using NewsBot.Desk;

namespace NewsBot.Statements.Speakers;

/// <summary>Words that say which country a body or an office belongs to ("Pakistani", "Kabul’s").</summary>
internal static class Demonyms
{
    private static readonly Dictionary<string, string> Countries =
        """
        Pakistan: pakistan pakistani islamabad rawalpindi
        United States: us usa american washington america
        Afghanistan: afghanistan afghan kabul taliban
        Iran: iran iranian tehran
        India: india indian delhi
        China: china chinese beijing
        Russia: russia russian moscow
        Qatar: qatar qatari doha
        Türkiye: turkey turkiye turkish ankara
        Saudi Arabia: saudi riyadh
        United Kingdom: uk british britain london
        Germany: german germany berlin
        France: french france paris
        Norway: norwegian norway oslo
        Israel: israeli israel
        Gaza: gaza
        Uzbekistan: uzbek uzbekistan tashkent
        United Arab Emirates: uae emirati
        Tajikistan: tajik tajikistan dushanbe
        Turkmenistan: turkmen turkmenistan ashgabat
        Kazakhstan: kazakh kazakhstan astana
        Kyrgyzstan: kyrgyz kyrgyzstan bishkek
        Iraq: iraqi iraq baghdad
        Syria: syria syrian damascus
        Lebanon: lebanon lebanese beirut
        Jordan: jordanian amman
        Egypt: egypt egyptian cairo
        Yemen: yemen yemeni
        Oman: oman omani muscat
        Kuwait: kuwait kuwaiti
        Bahrain: bahrain bahraini
        Japan: japanese japan tokyo
        South Korea: seoul
        North Korea: pyongyang
        Canada: canadian canada ottawa
        Australia: australian australia canberra
        Indonesia: indonesia indonesian jakarta
        Malaysia: malaysia malaysian
        Bangladesh: bangladesh bangladeshi dhaka
        Nepal: nepal nepali nepalese kathmandu
        Ukraine: ukraine ukrainian kyiv
        Belarus: belarus belarusian minsk
        Poland: poland polish warsaw
        Italy: italy italian rome
        Spain: spain spanish madrid
        Portugal: portugal portuguese lisbon
        Netherlands: netherlands dutch
        Belgium: belgium belgian
        Switzerland: switzerland swiss
        Austria: austria austrian vienna
        Hungary: hungary hungarian budapest
        Greece: greece greek athens
        Sweden: sweden swedish stockholm
        Denmark: denmark danish copenhagen
        Finland: finland finnish helsinki
        Serbia: serbia serbian belgrade
        Armenia: armenia armenian yerevan
        Azerbaijan: azerbaijan azerbaijani baku
        Algeria: algeria algerian algiers
        Morocco: morocco moroccan
        Libya: libya libyan
        Sudan: sudan sudanese khartoum
        Ethiopia: ethiopia ethiopian
        Kenya: kenya kenyan nairobi
        Nigeria: nigeria nigerian
        Brazil: brazil brazilian
        Mexico: mexico mexican
        Argentina: argentina argentine
        Colombia: colombia colombian
        Venezuela: venezuela venezuelan caracas
        Cuba: cuba cuban havana
        """.Split('\n').Select(row => row.Split(": ")).SelectMany(row => row[1].Split(' ').Select(word => (Word: word.Trim(), Country: row[0].Trim())))
        .ToDictionary(pair => pair.Word, pair => pair.Country, StringComparer.Ordinal);

    private static readonly Dictionary<string, string> Words = Countries.GroupBy(pair => pair.Value).ToDictionary(g => g.Key, g => g.First().Key, StringComparer.Ordinal);

    /// <summary>The country of a folded word; null when it names none.</summary>
    public static string? CountryOf(string folded) => Countries.GetValueOrDefault(folded);

    /// <summary>The folded words that name a country; none for what is none of these.</summary>
    public static IEnumerable<string> WordsOf(string country) => Countries.Where(pair => pair.Value == country).Select(pair => pair.Key);

    /// <summary>The folded word for the country of a side ("Afghan Republic": "afghanistan"); null when it is none of these.</summary>
    public static string? WordOf(string side) => Words.GetValueOrDefault(side)
        ?? FoldedWord.Split(side).Select(w => CountryOf(w.Folded)).OfType<string>().Select(Words.GetValueOrDefault).FirstOrDefault();
}
