namespace AdaptiveCards;

/// <summary>An element of a card's body.</summary>
/// <param name="Type">Its type name.</param>
public abstract record AdaptiveElement(string Type);

/// <summary>Text in which a subset of Markdown is read.</summary>
public sealed record AdaptiveTextBlock(string Text) : AdaptiveElement("TextBlock");

/// <summary>A paragraph of text runs, in which no markup is read.</summary>
public sealed record AdaptiveRichTextBlock(IReadOnlyList<AdaptiveTextRun> Inlines) : AdaptiveElement("RichTextBlock");

/// <summary>A stretch of plain text.</summary>
public sealed record AdaptiveTextRun(string Text, AdaptiveAction? SelectAction = null);

public sealed record AdaptiveContainer(IReadOnlyList<AdaptiveElement> Items, AdaptiveAction? SelectAction = null, bool? Rtl = null) : AdaptiveElement("Container");

public sealed record AdaptiveColumnSet(IReadOnlyList<AdaptiveColumn> Columns) : AdaptiveElement("ColumnSet");

public sealed record AdaptiveColumn(IReadOnlyList<AdaptiveElement> Items);

public sealed record AdaptiveActionSet(IReadOnlyList<AdaptiveAction> Actions) : AdaptiveElement("ActionSet");

/// <summary>An element without a type of its own here: pictures, tables, inputs, or something unknown.</summary>
public sealed record AdaptiveOtherElement(string Type) : AdaptiveElement(Type);
