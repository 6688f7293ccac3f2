using NewsBot.Commands.Lines;
using NewsBot.Commands.Times;

namespace NewsBot.Commands.Lists;

/// <summary>A question that is answered with a list of statements, five at a time.</summary>
/// <param name="Scope">Speaker, topic, further qualifiers and window.</param>
public abstract record ListingCommand(Scope Scope) : Command
{
    /// <summary>The words that the statements hold, phrases between straight marks; null for any.</summary>
    public virtual string? Words => null;

    /// <summary>The type (of a filter) that the statements must have beside what the scope asks; null for any.</summary>
    public virtual string? Type => null;

    /// <summary>A topic or speaker typed without a key ("latest pak-us"); null when there is none.</summary>
    public virtual string? About => null;

    /// <summary>What was asked, for the head of the list; the window is added to it.</summary>
    public abstract string Title { get; }

    /// <summary>Commands that say "what is new" look at when a statement was found; a window is always stated.</summary>
    public virtual Window? DefaultWindow => null;

    /// <summary>Whether a window asks when something was found; else also what was said on its days is meant, whenever it was reported.</summary>
    public virtual bool AsksWhatIsNew => false;

    /// <summary>Only what is followed in the conversation; where nothing is, what is on a topic of the desk.</summary>
    public virtual bool AsksWhatIsFollowed => false;

    /// <summary>Only what an outlet changed or withdrew, by the time when it did.</summary>
    public virtual bool AsksWhatChanged => false;

    /// <summary>The speaker as typed; null for anybody.</summary>
    public virtual string? Speaker => Scope.Speaker;

    /// <summary>The same question about somebody else.</summary>
    public virtual ListingCommand WithSpeaker(string speaker) => this with { Scope = Scope with { Speaker = speaker } };

    /// <summary>The same question with other words; none where a command can do without.</summary>
    public virtual ListingCommand WithWords(string words) => this;

    /// <summary>What narrows the list beyond what the title says already.</summary>
    internal string Scoped()
    {
        var said = (Scope with { Window = null, Sort = Sort.Usual }).Write().Trim();
        var order = Scope.Sort == Sort.Usual ? "" : $", {Scope.Sort.ToString().ToLowerInvariant()} first";
        return (said.Length == 0 ? string.Empty : $" ({said})") + order;
    }
}
