using System.Net;
using NewsBot.Web;
using Xunit;

namespace NewsBot.Tests.Web;

public sealed class WebAddressTests
{
    /// <summary>An address that <see cref="Uri"/> takes, with a host that the name system cannot: in ASCII its label is too long.</summary>
    public static readonly string Unencodable = "http://" + string.Concat(Enumerable.Range(0, 29).Select(i => (char)(0x4E00 + (i * 701)))) + ".com/";

    [Fact]
    public void A_host_that_cannot_be_encoded_is_a_bad_address()
    {
        Assert.True(Uri.TryCreate(Unencodable, UriKind.Absolute, out var address));
        Assert.Throws<UriFormatException>(() => address.IdnHost);
        Assert.False(WebAddress.TryAccept(address, new AllowedLoopback(), out _, out var refused));
        Assert.Equal(FetchProblem.BadAddress, refused.Problem);
    }

    [Theory]

    // Loopback in every notation that some reader of addresses understands.
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://127.0.0.1:8080/")]
    [InlineData("http://127.1/")]
    [InlineData("http://127.0.1/")]
    [InlineData("http://127.255.255.254/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f000001/")]
    [InlineData("http://0x7f.1/")]
    [InlineData("http://0x7F.0x0.0x0.0x1/")]
    [InlineData("http://017700000001/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://0177.0.0.01/")]
    [InlineData("http://127.0.0.1./")]
    [InlineData("http://127。0。0。1/")]
    [InlineData("http://１２７.0.0.1/")]
    [InlineData("http://localhost/")]
    [InlineData("http://LOCALHOST:3978/")]
    [InlineData("http://localhost./")]
    [InlineData("http://news.localhost/")]
    [InlineData("http://localhost.localdomain/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[0:0:0:0:0:0:0:1]/")]
    [InlineData("http://[0000:0000:0000:0000:0000:0000:0000:0001]:8080/")]
    [InlineData("http://[::]/")]
    [InlineData("http://0.0.0.0/")]
    [InlineData("http://0/")]
    [InlineData("http://0.1.2.3/")]

    // IPv4 inside IPv6: mapped, compatible, translated, NAT64, 6to4, Teredo.
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("http://[::ffff:7f00:1]/")]
    [InlineData("http://[::ffff:8.8.8.8]/")]
    [InlineData("http://[::127.0.0.1]/")]
    [InlineData("http://[::ffff:0:127.0.0.1]/")]
    [InlineData("http://[64:ff9b::127.0.0.1]/")]
    [InlineData("http://[64:ff9b::7f00:1]/")]
    [InlineData("http://[64:ff9b:1::a00:1]/")]
    [InlineData("http://[2002:7f00:1::]/")]
    [InlineData("http://[2002:a00:1::1]/")]
    [InlineData("http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/")]

    // Private, shared, link-local, metadata.
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://10.255.255.255/")]
    [InlineData("http://172.16.0.1/")]
    [InlineData("http://172.31.255.255/")]
    [InlineData("http://192.168.1.1/")]
    [InlineData("http://0300.0250.1.1/")]
    [InlineData("http://3232235777/")]
    [InlineData("http://100.64.0.1/")]
    [InlineData("http://100.127.255.254/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://0xa9fea9fe/")]
    [InlineData("http://2852039166/")]
    [InlineData("http://168.63.129.16/")]
    [InlineData("http://metadata.google.internal/computeMetadata/v1/")]
    [InlineData("http://metadata/")]
    [InlineData("http://printer.local/")]
    [InlineData("http://router.lan/")]
    [InlineData("http://intranet/")]
    [InlineData("http://nas.home.arpa/")]
    [InlineData("http://[fe80::1]/")]
    [InlineData("http://[fc00::1]/")]
    [InlineData("http://[fd00:ec2::254]/")]
    [InlineData("http://[fec0::1]/")]

    // Multicast, broadcast, reserved, documentation, benchmarks.
    [InlineData("http://224.0.0.1/")]
    [InlineData("http://239.255.255.250/")]
    [InlineData("http://255.255.255.255/")]
    [InlineData("http://240.0.0.1/")]
    [InlineData("http://192.0.0.8/")]
    [InlineData("http://192.0.2.1/")]
    [InlineData("http://198.18.0.1/")]
    [InlineData("http://198.51.100.1/")]
    [InlineData("http://203.0.113.1/")]
    [InlineData("http://192.88.99.1/")]
    [InlineData("http://[ff02::1]/")]
    [InlineData("http://[2001:db8::1]/")]
    [InlineData("http://[3fff::1]/")]
    [InlineData("http://[100::1]/")]
    public void A_host_that_is_not_on_the_public_internet_is_refused(string address) =>
        Assert.Equal(FetchProblem.PrivateAddress, Refused(address).Problem);

    [Theory]
    [InlineData("http://user:secret@news.example/")]
    [InlineData("http://news.example@127.0.0.1/")]
    [InlineData("https://news.example%40evil.example@10.0.0.1/")]
    [InlineData("ftp://news.example/feed")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://news.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/xml,<rss/>")]
    [InlineData("http://news.example:22/")]
    [InlineData("http://news.example:25/")]
    [InlineData("http://news.example:1023/")]
    public void What_is_no_plain_web_address_is_refused(string address) =>
        Assert.Equal(FetchProblem.BadAddress, Refused(address).Problem);

    [Theory]
    [InlineData("https://news.example/feed", "https://news.example/feed")]
    [InlineData("http://news.example:8080/feed#top", "http://news.example:8080/feed")]
    [InlineData("https://news.example./feed", "https://news.example/feed")]
    [InlineData("https://8.8.8.8/", "https://8.8.8.8/")]
    [InlineData("https://[2606:4700::1111]/", "https://[2606:4700::1111]/")]
    [InlineData("https://müller.example/", "https://xn--mller-kva.example/")]
    public void A_public_address_is_accepted_in_its_plain_form(string address, string expected)
    {
        Assert.True(WebAddress.TryAccept(new Uri(address), new AllowedLoopback(), out var accepted, out _));
        Assert.Equal(expected, accepted.AbsoluteUri);
    }

    [Fact]
    public void Loopback_is_allowed_only_for_the_exact_authority_that_was_registered()
    {
        var loopback = new AllowedLoopback();
        loopback.Add("127.0.0.1:4100");
        Assert.True(WebAddress.TryAccept(new Uri("http://127.0.0.1:4100/feed"), loopback, out _, out _));
        Assert.False(WebAddress.TryAccept(new Uri("http://127.0.0.1:4101/feed"), loopback, out _, out _));
        Assert.False(WebAddress.TryAccept(new Uri("http://localhost:4100/feed"), loopback, out _, out _));
        Assert.False(WebAddress.TryAccept(new Uri("http://127.0.0.2:4100/feed"), loopback, out _, out _));
        Assert.False(WebAddress.TryAccept(new Uri("http://a:b@127.0.0.1:4100/feed"), loopback, out _, out _));
        Assert.Throws<ArgumentException>(() => loopback.Add("10.0.0.1:80"));
    }

    [Fact]
    public void An_address_that_a_name_resolves_to_is_judged_like_one_that_is_written()
    {
        Assert.True(PublicAddress.IsPublic(IPAddress.Parse("93.184.216.34")));
        Assert.False(PublicAddress.IsPublic(IPAddress.Parse("::ffff:10.0.0.1")));
        Assert.False(PublicAddress.IsPublic(IPAddress.Parse("fe80::1%2")));
    }

    private static Fetched Refused(string address)
    {
        Assert.True(Uri.TryCreate(address, UriKind.Absolute, out var uri), "not even an address");
        Assert.False(WebAddress.TryAccept(uri, new AllowedLoopback(), out _, out var refused));
        Assert.NotNull(refused.ProblemText);
        return refused;
    }
}
