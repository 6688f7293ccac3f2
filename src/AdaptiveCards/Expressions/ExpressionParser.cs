using System.Globalization;
using AdaptiveCards.Functions;

namespace AdaptiveCards.Expressions;

/// <summary>Parses expressions of the adaptive expression language.</summary>
internal sealed class ExpressionParser
{
    private const int MaxDepth = 64;

    // Loosest first. The order, with equality above comparison, is the official grammar's.
    private static readonly string[][] Levels =
        [["??"], ["||"], ["&&"], ["<", "<=", ">", ">="], ["&"], ["==", "!=", "<>"], ["+", "-"], ["*", "/", "%"]];

    private readonly List<Token> _tokens;
    private readonly HostFunctions _host;
    private int _next;
    private int _depth;

    private ExpressionParser(string source, HostFunctions host, int depth)
    {
        _tokens = Lexer.Read(source);
        _host = host;
        _depth = depth;
    }

    /// <exception cref="FormatException">What is wrong with the expression, and where.</exception>
    public static Expression Parse(string source, HostFunctions host) => Parse(source, host, 0);

    private static Expression Parse(string source, HostFunctions host, int depth)
    {
        var parser = new ExpressionParser(source, host, depth);
        var expression = parser.Ternary();
        var left = parser._tokens[parser._next];
        return left.Kind == TokenKind.End ? expression : throw Unexpected(left);
    }

    private Expression Ternary()
    {
        if (++_depth > MaxDepth)
            throw new FormatException($"The expression is nested more than {MaxDepth} deep");
        var condition = Binary(0);
        if (Accept("?"))
        {
            var then = Ternary();
            Expect(":");
            condition = MakeCall("if", [condition, then, Ternary()]);
        }

        _depth--;
        return condition;
    }

    private Expression Binary(int level)
    {
        if (level == Levels.Length)
            return Power();
        var left = Binary(level + 1);
        while (_tokens[_next] is { Kind: TokenKind.Symbol } token && Levels[level].Contains(token.Text))
        {
            _next++;
            left = MakeCall(token.Text, [left, Binary(level + 1)]);
        }

        return left;
    }

    private Expression Power()
    {
        var left = Unary();
        if (!Accept("^"))
            return left;
        if (++_depth > MaxDepth)
            throw new FormatException($"The expression is nested more than {MaxDepth} deep");
        var power = MakeCall("^", [left, Power()]);
        _depth--;
        return power;
    }

    private Expression Unary()
    {
        var signs = new Stack<string>();
        while (_tokens[_next] is { Kind: TokenKind.Symbol, Text: "!" or "-" or "+" } token)
        {
            if (signs.Count == MaxDepth)
                throw new FormatException($"More than {MaxDepth} signs in a row");
            signs.Push(token.Text);
            _next++;
        }

        var operand = Primary();
        foreach (var sign in signs)
        {
            if (sign == "!")
                operand = MakeCall("!", [operand]);
            else if (sign == "-")
                operand = MakeCall("-", [new Constant(0L), operand]);
        }

        return operand;
    }

    private Expression Primary()
    {
        var token = _tokens[_next++];
        var expression = token switch
        {
            { Kind: TokenKind.Number } => Number(token),
            { Kind: TokenKind.Text } => new Constant(token.Text),
            { Kind: TokenKind.Interpolation } => Interpolated(token),
            { Kind: TokenKind.Name } => NameOrCall(token),
            { Text: "(" } => Bracketed(),
            { Text: "[" } => new ListLiteral(List("]")),
            { Text: "{" } => Map(),
            _ => throw Unexpected(token),
        };
        while (true)
        {
            if (Accept("."))
            {
                expression = new Member(expression, ExpectName());
            }
            else if (Accept("["))
            {
                expression = new Item(expression, Ternary());
                Expect("]");
            }
            else
            {
                return expression;
            }
        }
    }

    private static Constant Number(Token token) =>
        new(long.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole)
            ? whole
            : (object)double.Parse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture));

    private Interpolation Interpolated(Token token)
    {
        var parts = Pieces.Split(token.Text);
        return new([.. parts.Select(p => p.IsExpression ? Parse(p.Text, _host, _depth + 1) : new Constant(Lexer.Unescape(p.Text)))]);
    }

    private Expression NameOrCall(Token name)
    {
        if (Accept("("))
            return Called(name);
        return name.Text switch
        {
            "true" => new Constant(true),
            "false" => new Constant(false),
            "null" => new Constant(null),
            _ => new Name(name.Text),
        };
    }

    private Call Called(Token name)
    {
        var items = List(")", lambda: Find(name.Text) is { Lambda: true });
        return MakeCall(name.Text, items, name);
    }

    private Expression Bracketed()
    {
        var inner = Ternary();
        Expect(")");
        return inner;
    }

    private MapLiteral Map()
    {
        var properties = new List<(string, Expression)>();
        while (!Accept("}"))
        {
            if (properties.Count > 0)
                Expect(",");
            var key = _tokens[_next].Kind == TokenKind.Text ? _tokens[_next++].Text : ExpectName();
            Expect(":");
            properties.Add((key, Ternary()));
        }

        return new(properties);
    }

    private List<Expression> List(string end, bool lambda = false)
    {
        var items = new List<Expression>();
        while (!Accept(end))
        {
            // A lambda's parameter and its body: "x, x + 1" or "x => x + 1".
            if (items.Count > 0 && !(lambda && items is [_, Name] && Accept("=>")))
                Expect(",");
            items.Add(Ternary());
        }

        return items;
    }

    private Function? Find(string name) => FunctionTable.All.TryGetValue(name, out var function) ? function : _host.Find(name);

    private Call MakeCall(string name, List<Expression> arguments, Token? at = null)
    {
        var function = Find(name) ?? throw new FormatException($"There is no function '{name}'");
        if (arguments.Count < function.Min || arguments.Count > function.Max)
            throw new FormatException($"'{name}' takes {Range(function)} arguments, not {arguments.Count}");
        if (function.Lambda && arguments[1] is not Name)
            throw new FormatException($"The second argument of '{name}' at position {at?.Position ?? 0} must be a name");
        if (function.Target && arguments[0] is not Reference)
            throw new FormatException($"The first argument of '{name}' at position {at?.Position ?? 0} must be a path");
        return new(function, arguments);
    }

    private static string Range(Function function) => function.Min == function.Max ? $"{function.Min}"
        : function.Max == int.MaxValue ? $"{function.Min} or more" : $"{function.Min} to {function.Max}";

    private bool Accept(string symbol)
    {
        if (_tokens[_next] is not { Kind: TokenKind.Symbol } token || token.Text != symbol)
            return false;
        _next++;
        return true;
    }

    private void Expect(string symbol)
    {
        if (!Accept(symbol))
            throw new FormatException($"'{symbol}' is missing at position {_tokens[_next].Position}");
    }

    private string ExpectName() => _tokens[_next] is { Kind: TokenKind.Name } token && ++_next > 0 ? token.Text : throw Unexpected(_tokens[_next]);

    private static FormatException Unexpected(Token token) => new(
        token.Kind == TokenKind.End ? "The expression ends too early" : $"'{token.Text}' at position {token.Position} is not expected");
}
