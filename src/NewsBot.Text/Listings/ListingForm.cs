using AngleSharp.Css.Parser;

namespace NewsBot.Text.Listings;

/// <summary>How a page lists what its office publishes: CSS selectors, those of the parts relative to the item.</summary>
/// <param name="Item">One element for each thing that is listed.</param>
/// <param name="Link">The link to its page; the first link of the item when it is null.</param>
/// <param name="Title">Its title; the link's text when it is null.</param>
/// <param name="Date">Its date; none is read when it is null.</param>
public sealed record ListingForm(string Item, string? Link = null, string? Title = null, string? Date = null)
{
    /// <summary>The selector that cannot be read; null when all can.</summary>
    public string? Fault
    {
        get
        {
            var parser = new CssSelectorParser();
            return new[] { Item, Link, Title, Date }.FirstOrDefault(s => s is not null && parser.ParseSelector(s) is null);
        }
    }
}

/// <summary>One thing that a page lists.</summary>
/// <param name="Address">Absolute, http or https.</param>
/// <param name="Title">One line.</param>
/// <param name="Date">As the page writes it.</param>
public sealed record ListedItem(Uri Address, string Title, string? Date);

/// <summary>What a page lists, or what is wrong with its shape, in a sentence.</summary>
public sealed record ListingReading(IReadOnlyList<ListedItem> Items, string? Fault = null);
