using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Configuration.Memory;

namespace NewsBot.Settings;

/// <summary>The settings that exist: those of <c>appsettings.json</c> as the program was built with it. Anything else is a slip of the pen.</summary>
internal sealed class KnownSettings
{
    // What the host, the web server and OpenTelemetry read by themselves.
    private static readonly string[] Frameworks =
    [
        "Logging", "Kestrel", "AllowedHosts", "environment", "contentRoot", "applicationName", "webroot", "http_ports", "https_ports",
        "shutdownTimeoutSeconds", "detailedErrors", "captureStartupErrors", "suppressStatusMessages", "preferHostingUrls", "startupAssembly",
        "hostingStartupAssemblies", "hostingStartupExcludeAssemblies", "preventHostingStartup", "forwardedHeaders_enabled",
    ];

    private static readonly string[] SecretEndings = ["Password", "Secret", "Token"];

    private readonly Dictionary<string, string?> defaults;

    private KnownSettings(Dictionary<string, string?> defaults) => this.defaults = defaults;

    /// <summary>The file that the program carries.</summary>
    public static KnownSettings Carried()
    {
        using var stream = typeof(KnownSettings).Assembly.GetManifestResourceStream("appsettings.json")
            ?? throw new InvalidOperationException("The program carries no appsettings.json.");
        var read = new ConfigurationBuilder().AddJsonStream(stream).Build();
        var keys = read.Providers.SelectMany(p => KeysOf(p, null)).Distinct(StringComparer.OrdinalIgnoreCase);
        return new KnownSettings(keys.ToDictionary(k => k, k => read[k], StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The keys, as in the file.</summary>
    public IEnumerable<string> Keys => defaults.Keys;

    /// <summary>Whether a setting must not stand in a settings file.</summary>
    public static bool IsSecret(string key)
    {
        var name = ConfigurationPath.GetSectionKey(key);
        return key.StartsWith("ConnectionStrings:", StringComparison.OrdinalIgnoreCase)
            || SecretEndings.Any(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Why words of a command line are no settings (<c>--Name=value</c>, or <c>--Name value</c>); null when all are.</summary>
    public string? Refusal(IReadOnlyList<string> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var (word, sign) = (words[i], words[i].IndexOf('=', StringComparison.Ordinal));
            var key = word.StartsWith("--", StringComparison.Ordinal) ? word[2..(sign < 0 ? word.Length : sign)] : null;
            if (key is null)
                return $"{word} is no command; --help lists them.";
            if (!IsKnown(key))
                return $"{word} is no option, and {key} no setting{Meant(key)}. --help lists the options, appsettings.json the settings.";
            // The value is the next word.
            if (sign < 0 && (++i == words.Count || words[i].StartsWith("--", StringComparison.Ordinal)))
                return $"The setting {key} has no value: write {word}=value.";
        }

        return null;
    }

    /// <summary>What looks wrong in the settings: one sentence each.</summary>
    public IReadOnlyList<string> Complaints(IConfigurationRoot settings) =>
        [.. settings.Providers.SelectMany(ComplaintsOf).Concat(EditorsByName(settings)).Distinct(StringComparer.Ordinal)];

    // Every channel's ids have a digit and no blank; those of our own chat page begin with a word of ours.
    private static IEnumerable<string> EditorsByName(IConfiguration settings)
    {
        foreach (var editor in (settings["Editors"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (editor != "*" && (!editor.Any(char.IsAsciiDigit) || editor.Any(char.IsWhiteSpace)))
                yield return $"Editors holds '{editor}', which looks like a name. Names make no editor, as anybody can take one: write the id that “sources add” tells whoever is none.";
            else if (editor.StartsWith("person-", StringComparison.Ordinal))
                yield return $"Editors holds '{editor}' without its channel, which counts in Teams and Slack alone: write webchat:{editor}.";
        }
    }

    private IEnumerable<string> ComplaintsOf(IConfigurationProvider provider)
    {
        if (provider is MemoryConfigurationProvider)
            yield break;
        var environment = provider is EnvironmentVariablesConfigurationProvider;
        var file = (provider as JsonConfigurationProvider)?.Source.Path;
        foreach (var key in KeysOf(provider, null))
        {
            // EDITOR and the like are other programs'; ours are written in small letters, or with their section.
            if (environment && !key.Contains(':') && !key.Any(char.IsLower))
                continue;
            if (!IsKnown(key) && (!environment || IsOfOurs(key) || Nearest(key) is not null))
                yield return $"The setting {key}{(file is null ? "" : $" in {file}")} is not known{Meant(key)}. The known ones stand in appsettings.json.";
            var open = provider is CommandLineConfigurationProvider ? "on the command line, where every user of the machine reads it"
                : file is not null and not "secrets.json" ? $"in {file}"
                : null;
            if (open is not null && IsSecret(key) && provider.TryGet(key, out var value) && !string.IsNullOrEmpty(value))
                yield return $"The secret {key} stands {open}; move it to the environment, to {SettingSources.SecretsFolder} or to the user's secrets.";
        }
    }

    private bool IsKnown(string key) =>
        defaults.ContainsKey(key) || Frameworks.Contains(key.Split(':')[0], StringComparer.OrdinalIgnoreCase);

    // In a section that we have and nobody else is likely to.
    private bool IsOfOurs(string key) =>
        key.IndexOf(':', StringComparison.Ordinal) is > 0 and var end && defaults.Keys.Any(k => k.StartsWith(key[..(end + 1)], StringComparison.OrdinalIgnoreCase));

    private string Meant(string key) => Nearest(key) is { } near ? $"; perhaps {near} is meant" : "";

    // An environment is full of names that are no business of ours: only what is nearly one of ours, or in a section of ours, is a slip.
    private string? Nearest(string key) => defaults.Keys
        .Select(k => (Key: k, Far: Distance(k.ToUpperInvariant(), key.ToUpperInvariant())))
        .Where(p => p.Key.Length >= 6 && p.Far <= 2)
        .OrderBy(p => p.Far)
        .Select(p => p.Key)
        .FirstOrDefault();

    private static IEnumerable<string> KeysOf(IConfigurationProvider provider, string? parent)
    {
        foreach (var child in provider.GetChildKeys([], parent).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var key = parent is null ? child : ConfigurationPath.Combine(parent, child);
            var deeper = KeysOf(provider, key).ToList();
            if (deeper.Count == 0)
                yield return key;
            foreach (var below in deeper)
                yield return below;
        }
    }

    // Insertions, deletions and replacements of one character.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
                (corner, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }

        return row[^1];
    }
}
