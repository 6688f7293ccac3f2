using System.Collections.Frozen;

namespace NewsBot.Text.Speakers;

/// <summary>First names, in lower case: they tell "Ann Example" from "Example Port" where no title does.</summary>
internal static class GivenNames
{
    public static FrozenSet<string> Women { get; } = Set(
        """
        aleema aliya alizeh amina amna amy angela anita ann anna anne anniken annalena asifa asma ayesha ayeza ayisha barbara benazir bushra carol caroline catherine
        christine clare claire condoleezza deborah diane elisabeth elizabeth emily emma fariha farah farrah fatima fauzia fawzia fiona firdous fouzia gina habiba hamida hannah heather heela
        helen hillary hina huma ingrid jacinda jane janet jean jennifer jessica jill joan josephine julia julie kamala karen karine kate katherine khadija
        kirsten kristina laura laila leila lily linda lisa liz louise lucy madeleine maha maheen mahira mahnoor maleeha margaret maria marie marina marriyum mary maryam
        marzieh mehbooba melania michelle mishal molly monica mumtaz nadia naheed nancy natalie nazanin nauman nighat nikki noor pamela patricia penny rabia rachel rasheeda
        rebecca robina rosemary rubina ruth sabrina sadia saima saira samantha sana sandra sania sara sarah sehar shabnam shaista sharmila shazia shehla sherry shirin sofia sonia
        sophie stephanie sukaina sumaira susan suzanne tamara tasneem tehmina teresa theresa ursula valerie victoria wendy yasmin yvette zainab zara zartaj zarmina zeba zohra
        """);

    public static FrozenSet<string> Men { get; } = Set(
        """
        aamir abbas abdallah abdol abdolrahim abdolreza abdolghafour abdul abdullah abid abu adam adil adnan afrasiab afzal agha ahad ahmad ahmed ahsan aijaz akbar akhtar akram alan albert alexander alex
        ali aliyar allama amin amir amirkhan amjad amrullah andrew andrey anthony antonio antony anwar anwaar anwarul aqil arbab arif arsalan arshad arthur asad asadullah asghar ashfaq ashraf ashton asif asim
        aslam ata atta attaullah ayaz ayub azam azhar aziz babar badar bahadur bahram barack barrister bashar bashir ben benjamin bernard bilal bilawal bill bismillah bob boris brad brian bruce carl carlos charles
        chris christian christopher colin craig curtis dan daniel danish dave david dean dennis deng dmitry dmitri don donald doug douglas ebrahim ed eduardo edward ehsan ehsanullah emmanuel emomali erfan eric
        esmail faisal faiz fakhar faraz farhan farhat farid farooq faruq fawad fayyaz fazal fazl filippo francis francois frank fred fuad gary gavin geoffrey george gerald ghani ghaffar ghulam gholamreza gilani
        gordon graham greg gul gulbuddin haibatullah hafiz haider haji hakan hamdullah hameed hamid hamza hanif haroon harry hashim hashmat hasan hassan hazrat henry hikmat hossein howard humayun hussain hussein ian
        ibrahim iftikhar ijaz ikram ilyas imad imran inam iqbal irfan irfanul ishaq ismail israr jack jacob jalil jalal jam jamal james jamil jan javad javed javid jawad jay jean-yves jeff jeffrey jens jeremy jerry jim jimmy
        joe joel john jon jonathan jordan jose joseph josh joshua juan jude julian junaid justin kamal kamran karim karl kashif kazem kashmir keith ken kenneth kevin khadim khalid khalil khawaja khalilullah khurram khurshid khwaja kim larry
        lawrence lee leon lindsey lloyd louis luis lyndon mahmood mahmoud mahmud majeed majid malcolm mansukh md musadik malik manzoor marc marcus mario mark markus martin masood masoud matt matthew maulana maulvi mawlawi max mehdi
        mehmood mehmet mevlut mian michael miguel mike mikhail mir mirza moeed moeen mohammad mohammed mohammadreza mohamed mohib mohsin mohsen mojtaba moonis morteza mostafa muhammad mubarak mudassar mufti mujahid mullah muneeb munir murad mushahid
        mushtaq mustafa muzzammil naeem najib najmul naqab narendra naseer nasir nasser nathan naveed nawab nawaz nayab nazir ned neil nicholas nick nicolas nisar noman nong noor numan obaidullah olaf oliver omar
        osama osman owais parvez patrick paul pervez pervaiz peter philip pierre qadir qamar qasim qazi rafael rafiq rafique raja ramiz ramesh ramin rana ranil rashid rauf ray raymond raza reza recep rehman rex rich
        richard rick rizwan robert robin rod roger rohullah ron ronald ross roy russell ryan saad sabir sadiq saeed saeid safdar sahibzada sahir said saif saifullah sajid sajjad saleem salahuddin salim salman sam samad sameh samiullah sami samuel sardar sarfaraz sarfraz
        sarwar satoshi scott sean sediq seth sergei sergey seyed shabbir shafqat shah shahbaz shaheen shahid shakeel shamshad shamsud sharjeel shaukat shawn shehbaz shehryar sher sheikh sher-mohammad shoaib sibtain simon sirajuddin sohail sohrab stanislav stephen steve
        steven stewart stuart subrahmanyam suhail sultan syed tahir talal talha tanveer tariq ted terry thomas tim timothy todd tom tony trevor umar umer usman vali victor viktor vladimir volodymyr wadud waheed wakil walter wang waqar
        waqas wasim wayne werner william winston xi yahya yao yaqoob yaqub yasir yousaf yousuf yue yusuf zabihullah zabiullah zafar zaheer zahid zahir zain zainab zaka zalmay zamir zardari zeeshan zia ziaullah zubair zulfiqar
        """);

    private static FrozenSet<string> Set(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
