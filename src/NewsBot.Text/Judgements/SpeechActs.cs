using System.Text.RegularExpressions;
using NewsBot.Text.Attributions;

namespace NewsBot.Text.Judgements;

/// <summary>
/// Tells denials, threats, demands and agreements by the words of saying and the first words of what was said. It calls something one of them only
/// where the words do; what is refused, planned or doubted is none.
/// </summary>
internal static partial class SpeechActs
{
    private const int Beginning = 90;
    private const int Whole = 320;

    public static SpeechAct Of(string text, Draft draft)
    {
        if (draft.IsDenial)
            return SpeechAct.Denial;
        var cue = Plain(draft.Cue.Of(text));
        if (IsUndone().IsMatch(cue))
            return SpeechAct.Other;
        var content = Plain(draft.Content[0].Of(text)).TrimStart('"', '\'', ' ');
        var start = content[..Math.Min(Beginning, content.Length)];
        var whole = content[..Math.Min(Whole, content.Length)];
        var written = draft.Content[0].Of(text);
        if (IsDenial(cue, start, whole) && !Withholding().IsMatch(written))
            return SpeechAct.Denial;
        if (IsThreat(cue, start, whole))
            return SpeechAct.Threat;
        if (IsDemand(cue, start, written))
            return SpeechAct.Demand;
        return IsAgreement(cue, start) ? SpeechAct.Agreement : SpeechAct.Other;
    }

    private static bool IsDenial(string cue, string start, string whole) =>
        (Denying().IsMatch(cue) && !Entry().IsMatch(start))
        || (Rejecting().IsMatch(cue) && Accusation().IsMatch(start))
        || (Calling().IsMatch(cue) && Accusation().IsMatch(start) && Baseless().IsMatch(whole))
        || NoTruth().IsMatch(start);

    private static bool IsThreat(string cue, string start, string whole) =>
        (Threatening().IsMatch(cue) && !start.StartsWith("from ", StringComparison.Ordinal))
        || (Vowing().IsMatch(cue) && Harm().IsMatch(start))
        || (Warning().IsMatch(cue) && Consequence().IsMatch(whole) && !Perhaps().IsMatch(whole));

    private static bool IsDemand(string cue, string start, string written) =>
        (Demanding().IsMatch(cue) && !start.StartsWith("to know", StringComparison.Ordinal)) || (CallingOn().IsMatch(cue) && Ending().IsMatch(start)) || (cue.EndsWith(" for", StringComparison.Ordinal) && Immediate().IsMatch(start)) || (Saying().IsMatch(cue) && Must().IsMatch(written));

    private static bool IsAgreement(string cue, string start) =>
        Agreeing().IsMatch(cue) || (Accepting().IsMatch(cue) && Offer().IsMatch(start));

    private static string Plain(string words) => words.ToLowerInvariant().Replace('’', '\'').Replace('“', '"').Replace('”', '"').Replace('‘', '\'').ReplaceLineEndings(" ");

    [GeneratedRegex(@"\bnot\b|n't\b|\bnever\b|\bneither\b|\bnor\b|\bwithout\b|\brefus|\bdeclin|\bunwilling|\breluctant|\byet to\b|\bfail|\b(?:would|will|could|might|may|should|to be|plans?|wants?|hopes?|ready|willing)\b|\bdisagree|\bstopped short")]
    private static partial Regex IsUndone();

    [GeneratedRegex(@"^(?!.*\b(?:was|were|been|be|being|is|are) (?:\w+ )?denied)(?:.*\b)(?:deny|denies|denied|denying|denial|denials|refute|refutes|refuted|refuting|disavow(?:s|ed|ing)?|repudiat(?:e|es|ed|ing))\b")]
    private static partial Regex Denying();

    // "Denied them entry" tells what somebody did.
    [GeneratedRegex(@"^(?:them|him|her|it|us)\b|^(?:\w+ ){0,3}(?:entry|access|visas?|bail|permission|asylum|entrance)\b")]
    private static partial Regex Entry();

    // "Denied Samplia any advantage"
    [GeneratedRegex(@"^[A-Z][\w'’]+(?: [A-Z][\w'’]+)* (?:any|an?|the (?:right|chance)|its|their|access)\b")]
    private static partial Regex Withholding();

    [GeneratedRegex(@"\b(?:reject|dismiss|rebuff|rubbish|disput|contradict|debunk)(?:s|es|ed|e|ing)?\b")]
    private static partial Regex Rejecting();

    [GeneratedRegex(@"^(?:\S+ ){0,6}(?:claims?|allegations?|accusations?|charges?|reports?|rumou?rs?|assertions?|suggestions?|insinuations?|speculations?|allegation|notion|impression|propaganda)\b")]
    private static partial Regex Accusation();

    [GeneratedRegex(@"\b(?:call|term|describ|label|brand|dub|declar)(?:s|ed|led|ing|es|e|bed|ned)?\b|\bsa(?:id|ys?)\b")]
    private static partial Regex Calling();

    [GeneratedRegex(@"\b(?:baseless|false|unfounded|untrue|groundless|fabricat\w+|concocted|fake|incorrect|misleading|lies|malicious)\b")]
    private static partial Regex Baseless();

    [GeneratedRegex(@"^(?:that )?(?:there (?:is|was) no truth|this is (?:false|untrue|not true|a lie)|it is (?:false|untrue|not true|a lie))\b")]
    private static partial Regex NoTruth();

    [GeneratedRegex(@"\b(?:threaten(?:s|ed|ing)?|threats?|ultimatum)\b")]
    private static partial Regex Threatening();

    [GeneratedRegex(@"\b(?:vow|pledg|promis|swear|swore)(?:s|ed|ing|e|es)?\b")]
    private static partial Regex Vowing();

    [GeneratedRegex(@"\b(?:retaliat\w*|reveng\w*|aveng\w*|punish\w*|crush|destroy|strike back|hit back|teach \w+ (?:\w+ )?lesson|befitting (?:reply|response)|(?:severe|harsh|strong|crushing|decisive|forceful|devastating) (?:response|reply|retaliation|action))\b")]
    private static partial Regex Harm();

    [GeneratedRegex(@"\bwarn(?:s|ed|ing)?\b")]
    private static partial Regex Warning();

    [GeneratedRegex(@"\b(?:(?:face|bear|suffer|of|have|with|be) (?:\w+ ){0,3}(?:consequences|retaliation|repercussions)|will (?:not )?(?:hesitate|respond|retaliate|tolerate|be (?:targeted|attacked|punished|held (?:responsible|accountable)))|would (?:not )?(?:respond|retaliate|hesitate|tolerate)|(?:legal|stern|strict|disciplinary|punitive|military|departmental) action|befitting|(?:protests?|sit-ins?|strikes?|agitation|boycott|movement) (?:\w+ ){0,4}(?:if|unless)|(?:if|unless) .{5,120}\b(?:we will|they would (?:launch|stage|hold|start|block|march|go|resort|take)|protests?|sit-in|strike|agitation)\b)")]
    private static partial Regex Consequence();

    [GeneratedRegex(@"\b(?:could|might|may|likely|risks?|can)\b")]
    private static partial Regex Perhaps();

    [GeneratedRegex(@"\b(?:demand(?:s|ed|ing)?)\b")]
    private static partial Regex Demanding();

    [GeneratedRegex(@"\b(?:call(?:s|ed|ing)? (?:on|upon)|urg(?:e|es|ed|ing)|ask(?:s|ed|ing)?|insist(?:s|ed|ing)?)\b")]
    private static partial Regex CallingOn();

    [GeneratedRegex(@"\b(?:to|should|must) (?:immediately |urgently |unconditionally )?(?:stop|end|halt|cease|release|withdraw|hand over|refrain|abandon|apologi[sz]e|resign|step down|pull out|reverse|lift)\b")]
    private static partial Regex Ending();

    [GeneratedRegex(@"^(?:an? |the )?(?:immediate|unconditional)\b")]
    private static partial Regex Immediate();

    [GeneratedRegex(@"\b(?:sa(?:id|ys?|ying)|add(?:s|ed|ing)?|stress(?:es|ed|ing)?|declar(?:es|ed|ing)|insist(?:s|ed|ing)?|told|emphasi[sz](?:es|ed|ing)|reiterat(?:es|ed|ing))\b")]
    private static partial Regex Saying();

    // "Samplia must stop": somebody else has to do something; "we must" and "the law must be" demand nothing of anybody.
    [GeneratedRegex(@"^[“""'‘]?(?:that )?(?:[Tt]he )?(?!We\b|I\b|It\b|This\b|That\b|There\b|They\b|He\b|She\b|You\b|One\b|All\b|Our\b|Any\b)[A-Z][\w.'’-]*(?: (?:and )?(?:the )?[A-Z][\w.'’-]*){0,3}(?: government| authorities| leaders| forces)? must (?:not |now |immediately |first |also )?(?:stop|end|release|withdraw|cooperate|act|accept|respect|honou?r|hand|return|leave|step|allow|respond|abide|fulfil|prevent|apologi[sz]e|halt|cease|abandon|resign|pay|give|recogni[sz]e|guarantee|implement|stay|refrain|renounce|cut|break|dismantle|agree|take|do more|choose|decide|show|prove|live up|keep|comply|pull|lay|expel|drop|lift)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Must();

    [GeneratedRegex(@"\b(?:agree(?:s|d|ing)?|concur(?:s|red|ring)?|consent(?:s|ed|ing)?)\b|\b(?:reach|struck|strike|sign)(?:es|ed)? (?:an? |on an? )?(?:agreement|consensus|deal|understanding|accord)\b")]
    private static partial Regex Agreeing();

    [GeneratedRegex(@"\baccept(?:s|ed|ing)?\b|\bsaid yes\b")]
    private static partial Regex Accepting();

    [GeneratedRegex(@"^(?:\S+ ){0,5}(?:offers?|proposals?|invitations?|demands?|conditions?|terms|ceasefire|truce|plan|request|deal|mediation|recommendations?)\b")]
    private static partial Regex Offer();
}
