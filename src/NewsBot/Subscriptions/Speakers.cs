using NewsBot.Desk;
using NewsBot.Statements;
using NewsBot.Statements.Speakers;

namespace NewsBot.Subscriptions;

/// <summary>Who is meant by the value of <c>speaker:</c>: a name or part of one, an alias, an office on the day of the words, or all of a side.</summary>
internal static class Speakers
{
    public static bool Fits(string value, Statement statement, Newsdesk desk)
    {
        value = SpeakerIndex.WithoutArticle(value);
        if (desk.Index.SideOf(value) is { } side)
        {
            if (Sides.Speaks(side, statement, desk.Index))
                return true;
            // Of a country alone nobody is known by name: there the name or the office has to say it.
            if (!desk.Index.IsCountryAlone(side))
                return false;
        }

        if (Folded.Holds(statement.SpeakerName, value) || (statement.Office is { } title && Folded.Holds(title, value)))
            return true;
        // Joint speakers' keys are joined by a plus.
        return statement.SpeakerKey.Split('+').Any(key => desk.Index.ByKey(key) is { } speaker
            && (Named(value, speaker) || (speaker.OfficeOn(statement.SaidOn) is { } office && InOffice(value, office))));
    }

    private static bool Named(string value, Speaker speaker) =>
        Folded.Same(value, speaker.Key)
        || Folded.Holds(speaker.Name, value)
        || speaker.Aliases.Any(a => Folded.Holds(a, value));

    private static bool InOffice(string value, Office office) =>
        Folded.Holds(office.Title, value) || (office.Body is { } body && Folded.Holds($"{office.Title} {body}", value))
        || office.Called.Any(c => Folded.Same(value, c));
}
