using System.Globalization;

namespace AdaptiveCards.Functions;

/// <summary>The locale argument that formatting functions take.</summary>
internal static class Cultures
{
    /// <summary>The culture of a name such as <c>de-DE</c>; the fallback when none is given; false for a name that is no culture.</summary>
    public static bool TryFind(object? name, CultureInfo fallback, out CultureInfo culture)
    {
        culture = fallback;
        if (name is null or "")
            return true;
        if (name is not string text || text.Length > 32)
            return false;
        try
        {
            culture = CultureInfo.GetCultureInfo(text);
            return true;
        }
        catch (CultureNotFoundException)
        {
            return false;
        }
    }
}
