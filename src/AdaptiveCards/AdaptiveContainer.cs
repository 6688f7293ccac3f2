namespace AdaptiveCards;

/// <summary>Something that holds elements: a container, a column, a cell of a table.</summary>
public abstract class AdaptiveCollectionElement : AdaptiveElement
{
    private protected AdaptiveCollectionElement(string type)
        : base(type)
    {
    }

    public IList<AdaptiveElement> Items => List<AdaptiveElement>("items");

    /// <summary>What a press on it does. Action.ShowCard is not possible there.</summary>
    public AdaptiveAction? SelectAction
    {
        get => Part<AdaptiveAction>("selectAction");
        set => PutPart("selectAction", value);
    }

    /// <summary>default, emphasis, good, attention, warning or accent.</summary>
    public string? Style
    {
        get => Text("style");
        set => Put("style", value);
    }

    /// <summary>Whether what it holds reads from right to left; null when it does not say.</summary>
    public bool? Rtl
    {
        get => Flag("rtl");
        set => Put("rtl", value);
    }
}

public sealed class AdaptiveContainer() : AdaptiveCollectionElement("Container");

public sealed class AdaptiveColumnSet() : AdaptiveElement("ColumnSet")
{
    public IList<AdaptiveColumn> Columns => List<AdaptiveColumn>("columns");

    public AdaptiveAction? SelectAction
    {
        get => Part<AdaptiveAction>("selectAction");
        set => PutPart("selectAction", value);
    }
}

public sealed class AdaptiveColumn() : AdaptiveCollectionElement("Column")
{
    /// <summary>auto, stretch, a weight or pixels (50px).</summary>
    public string? Width
    {
        get => this["width"]?.ToString();
        set => Put("width", value);
    }
}

/// <summary>Rows of cells.</summary>
public sealed class AdaptiveTable() : AdaptiveElement("Table")
{
    public IList<AdaptiveTableColumnDefinition> Columns => List<AdaptiveTableColumnDefinition>("columns");

    public IList<AdaptiveTableRow> Rows => List<AdaptiveTableRow>("rows");

    public bool FirstRowAsHeader
    {
        get => Flag("firstRowAsHeader") ?? true;
        set => Put("firstRowAsHeader", value);
    }
}

public sealed class AdaptiveTableColumnDefinition() : AdaptiveTypedElement("TableColumnDefinition")
{
    /// <summary>A weight or pixels (50px).</summary>
    public string? Width
    {
        get => this["width"]?.ToString();
        set => Put("width", value);
    }
}

public sealed class AdaptiveTableRow() : AdaptiveTypedElement("TableRow")
{
    public IList<AdaptiveTableCell> Cells => List<AdaptiveTableCell>("cells");
}

public sealed class AdaptiveTableCell() : AdaptiveCollectionElement("TableCell");
