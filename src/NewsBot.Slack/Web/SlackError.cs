namespace NewsBot.Slack.Web;

/// <summary>What is to be done about a call that was not answered with <c>ok</c>.</summary>
public enum SlackRemedy
{
    /// <summary>Too many calls: pause as long as Slack says, then try again.</summary>
    Pause,

    /// <summary>Slack is out of order or in a move: try again later. Nothing was done.</summary>
    Retry,

    /// <summary>The call may have been done: look for its effect before it is tried again.</summary>
    Unknown,

    /// <summary>The token has run out: exchange it, then try again at once.</summary>
    Refresh,

    /// <summary>The installation is dead: nothing works there until somebody installs the app again.</summary>
    Uninstalled,

    /// <summary>The channel or the person is gone: speak there no more.</summary>
    Forget,

    /// <summary>A person must change something in Slack: a scope, a membership, a rule.</summary>
    Alarm,

    /// <summary>What we sent is wrong; the same will never pass.</summary>
    Bug,

    /// <summary>A trigger or a response address has run out: say it in another way.</summary>
    Late,

    /// <summary>It was so already.</summary>
    Done,
}

/// <summary>The words of Slack's errors, and what they ask for.</summary>
/// <remarks>https://docs.slack.dev/reference/methods/chat.postMessage#errors and those of the other methods that are called.</remarks>
public static class SlackError
{
    /// <summary>Slack's time-out or a broken connection, as we name it.</summary>
    public const string LostAnswer = "lost_answer";

    /// <summary>A gateway before Slack says that it cannot be reached, as we name it.</summary>
    public const string Unavailable = "http_503";

    /// <summary>The tokens of an installation are there and cannot be read here, as we name it: the app is installed, and nothing is said
    /// until their keys are back.</summary>
    public const string KeysMissing = "keys_missing";

    private static readonly Dictionary<string, SlackRemedy> Known = new (SlackRemedy Remedy, string Words)[]
    {
        (SlackRemedy.Pause, "ratelimited rate_limited message_limit_exceeded"),
        (SlackRemedy.Retry, "service_unavailable team_added_to_org org_login_required external_channel_migrating update_failed hash_conflict " +
            "failed_connecting connection_refused " + KeysMissing),
        (SlackRemedy.Unknown, "internal_error fatal_error request_timeout " + LostAnswer),
        (SlackRemedy.Refresh, "token_expired"),
        (SlackRemedy.Uninstalled, "invalid_auth account_inactive token_revoked not_authed team_not_found team_access_not_granted " +
            "user_removed_from_team app_access_restricted team_disabled app_not_installed invalid_refresh_token"),
        (SlackRemedy.Forget, "channel_not_found is_archived is_inactive user_disabled user_not_found user_not_visible " +
            "messages_tab_disabled cannot_dm_bot thread_not_found"),
        (SlackRemedy.Alarm, "not_in_channel missing_scope no_permission restricted_action restricted_action_read_only_channel " +
            "restricted_action_thread_only_channel restricted_action_non_threadable_channel restricted_action_thread_locked " +
            "access_denied accesslimited ekm_access_denied not_allowed_token_type enterprise_is_restricted " +
            "two_factor_setup_required not_enabled posting_to_channel_denied cannot_reply_to_message " +
            "method_not_supported_for_channel_type link_disabled cant_update_message cant_delete_message edit_window_closed " +
            "compliance_exports_prevent_deletion"),
        (SlackRemedy.Bug, "invalid_blocks invalid_blocks_format msg_blocks_too_long msg_too_long no_text too_many_attachments " +
            "markdown_text_conflict metadata_too_large invalid_arguments invalid_arg_name invalid_form_data invalid_post_type " +
            "invalid_json json_not_object view_too_large duplicate_external_id unknown_method method_deprecated " +
            "invalid_metadata_format invalid_metadata_schema metadata_must_be_sent_from_app missing_charset " +
            "invalid_array_arg invalid_charset missing_post_type as_user_not_supported message_not_found"),
        (SlackRemedy.Late, "expired_trigger_id exchanged_trigger_id invalid_trigger_id trigger_expired trigger_exchanged used_url " +
            "expired_url time_in_past view_not_found"),
        (SlackRemedy.Done, "already_reacted already_in_channel no_reaction not_reactable"),
    }.SelectMany(row => row.Words.Split(' ').Select(word => (word, row.Remedy))).ToDictionary(p => p.word, p => p.Remedy, StringComparer.Ordinal);

    /// <summary>What an error word asks for; a word that is not known is a <see cref="SlackRemedy.Alarm"/>, as Slack's list grows.</summary>
    public static SlackRemedy RemedyOf(string? error) =>
        error is not null && Known.TryGetValue(error, out var remedy) ? remedy
        : error?.StartsWith("restricted_action", StringComparison.Ordinal) == true ? SlackRemedy.Alarm
        : error?.StartsWith("invalid_metadata", StringComparison.Ordinal) == true ? SlackRemedy.Bug
        : SlackRemedy.Alarm;

    /// <summary>Whether the word concerns one workspace of an organisation, whose installation lives on in the others.</summary>
    public static bool IsOfWorkspace(string error) => error is "team_access_not_granted" or "team_not_found";

    /// <summary>Whether the word says that the bot may not post in the channel, and not only that it may not do one thing there.</summary>
    public static bool IsOfPlace(string error) => !IsOfThread(error) && !IsOfPost(error)
        && (IsKnown(error) || error.StartsWith("restricted_action", StringComparison.Ordinal));

    /// <summary>Whether the word concerns a thread: the channel around it may take the same.</summary>
    public static bool IsOfThread(string error) => error is "restricted_action_thread_locked" or "restricted_action_non_threadable_channel"
        or "cannot_reply_to_message" or "thread_not_found";

    /// <summary>Whether the word says that the blocks of a message are not taken: its text may be.</summary>
    public static bool IsOfBlocks(string error) =>
        error is "invalid_blocks" or "invalid_blocks_format" or "msg_blocks_too_long" or "too_many_attachments";

    private static bool IsOfPost(string error) =>
        error is "cant_update_message" or "cant_delete_message" or "edit_window_closed" or "compliance_exports_prevent_deletion";

    /// <summary>Whether the word is one that we know.</summary>
    public static bool IsKnown(string? error) => error is not null && Known.ContainsKey(error);
}

/// <summary>A call of the Web API that failed. Neither the message nor anything else in it holds a token or what was sent.</summary>
public sealed class SlackException(string method, string error, SlackRemedy remedy, Exception? inner = null)
    : Exception($"Slack answered {method} with {error}.", inner)
{
    public string Method { get; } = method;

    /// <summary>Slack's word for it, or one of ours: letters, digits and underlines only.</summary>
    public string Error { get; } = error;

    public SlackRemedy Remedy { get; } = remedy;

    /// <summary>Whether the same may be answered otherwise in a while.</summary>
    public bool IsPassing => Remedy is SlackRemedy.Pause or SlackRemedy.Retry or SlackRemedy.Unknown;

    /// <summary>With <see cref="SlackRemedy.Pause"/>: how long Slack asked us to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What Slack says is wrong or missing, for the log: scopes, and pointers into blocks.</summary>
    public string? Detail { get; init; }
}
