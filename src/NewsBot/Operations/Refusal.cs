using System.Data.Common;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using NewsBot.Desk;
using NewsBot.Storage;

namespace NewsBot.Operations;

/// <summary>Why a command does not do its work, in a sentence that says what to do.</summary>
internal static class Refusal
{
    private const string WebServer = "Microsoft.AspNetCore.Server.Kestrel";

    /// <returns>Null for what nobody expects: somebody must see its stack.</returns>
    public static string? Of(Exception failure) => failure switch
    {
        InvalidDataException => OfSettingsFile(failure),
        DbException fault => StorageException.Sentence(fault),
        UnauthorizedAccessException => $"{failure.Message} Give it to the user that runs the program, or name another with --data.",
        SocketException { SocketErrorCode: SocketError.AccessDenied } =>
            "The port of urls is kept for root: give one from 1024 on, and let a proxy or systemd's socket stand before it.",
        SocketException => $"The program cannot answer at the address of urls ({failure.Message}): give another with --urls.",
        CryptographicException => $"The certificate of an https address in urls cannot be read: {failure.Message}",
        InvalidOperationException when failure.Source?.StartsWith(WebServer, StringComparison.Ordinal) == true =>
            "An https address in urls wants a certificate: set Kestrel:Certificates:Default:Path and Password, or answer by http and let " +
            "a proxy end TLS.",
        IOException { InnerException: AddressInUseException } =>
            $"{failure.Message} Perhaps another NewsBot answers there: stop it, or give another address with --urls.",
        DeskFileException or IOException or FormatException => failure.Message,
        _ => null,
    };

    // The file's name is in the outer message, the place in the innermost exception.
    private static string OfSettingsFile(Exception failure) => failure.GetBaseException() switch
    {
        JsonException { LineNumber: { } line, BytePositionInLine: { } column } =>
            $"{failure.Message} It is no JSON at line {line + 1}, column {column + 1}. Correct it there, or move the file away and run setup.",
        { } inner when inner != failure => $"{failure.Message} {inner.Message}",
        _ => failure.Message,
    };
}
