using System.Text.Json;
using Microsoft.Extensions.Configuration.UserSecrets;

namespace NewsBot.Operations.Setup;

/// <summary>Writes secrets where only their owner can read them, beside those that are there.</summary>
internal static class SecretStore
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>To the secrets of the user on this machine.</summary>
    /// <returns>The file.</returns>
    /// <exception cref="FormatException">What is there is no JSON; it stays as it is.</exception>
    public static async Task<string> ToUserAsync(IReadOnlyDictionary<string, string> secrets, CancellationToken cancellationToken)
    {
        var id = typeof(SecretStore).Assembly.GetCustomAttributes(typeof(UserSecretsIdAttribute), inherit: false).Cast<UserSecretsIdAttribute>().Single();
        var file = PathHelper.GetSecretsPathFromSecretsId(id.UserSecretsId);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var known = File.Exists(file) ? SetupCommandLine.Parsed(file, await File.ReadAllTextAsync(file, cancellationToken)) : [];
        foreach (var (key, value) in secrets)
            known[key] = value;
        await WriteAsync(file, known.ToJsonString(Indented) + "\n", cancellationToken);
        return file;
    }

    /// <summary>To a file of <c>NAME=value</c> lines, as systemd's EnvironmentFile and docker's --env-file read them.</summary>
    /// <returns>The file, and the settings whose value only systemd reads as it is meant.</returns>
    /// <exception cref="IOException">The file lies in a repository, where a secret may be committed.</exception>
    public static async Task<(string File, IReadOnlyList<string> Quoted)> ToFileAsync(
        string file, IReadOnlyDictionary<string, string> secrets, CancellationToken cancellationToken)
    {
        for (var at = Real(Path.GetDirectoryName(file)); at is not null; at = Path.GetDirectoryName(at))
        {
            if (Path.Exists(Path.Combine(at, ".git")))
                throw new IOException($"{file} lies in the repository {at}, where a secret may be committed; name a file outside of it. Nothing was written there.");
        }

        var names = secrets.ToDictionary(s => s.Key.Replace(":", "__", StringComparison.Ordinal), s => s.Value);
        var kept = File.Exists(file) ? await File.ReadAllLinesAsync(file, cancellationToken) : [];
        var lines = kept.Where(l => !names.ContainsKey(l.Split('=')[0])).Concat(names.Select(n => $"{n.Key}={Quoted(n.Value)}"));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await WriteAsync(file, string.Join('\n', lines) + "\n", cancellationToken);
        return (file, [.. secrets.Where(s => Quoted(s.Value) != s.Value).Select(s => s.Key)]);
    }

    // The folder that a path leads to in the end, through every link on its way.
    private static string? Real(string? folder)
    {
        if (folder is null || Real(Path.GetDirectoryName(folder)) is not { } parent)
            return folder;
        var there = new DirectoryInfo(Path.Combine(parent, Path.GetFileName(folder)));
        return there.Exists && there.ResolveLinkTarget(returnFinalTarget: true) is { } target ? Real(target.FullName) : there.FullName;
    }

    // systemd takes backslashes, quotes and blanks at the ends for its own, docker everything as it stands: only where there are any do the
    // two differ. https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#EnvironmentFile=
    private static string Quoted(string value)
    {
        if (value.Trim() == value && value.AsSpan().IndexOfAny("\\\"'") < 0)
            return value;
        return $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }

    // Made with its mode: a moment of being readable to all would be enough.
    private static async Task WriteAsync(string file, string text, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Owner;
            if (File.Exists(file))
                File.SetUnixFileMode(file, Owner);
        }

        await using var stream = new FileStream(file, options);
        await using var writer = new StreamWriter(stream);
        await writer.WriteAsync(text.AsMemory(), cancellationToken);
    }
}
