using System.Net;
using System.Net.Sockets;

namespace ImageAttach.AspNetCore.Fetching;

/// <summary>Recognizes addresses of the public internet: those outside of IANA's special-purpose registries, multicast, and cloud platforms.</summary>
internal static class PublicAddress
{
    private const int NetworkPrefixLength = 12;

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] Reserved =
    [
        .. new[]
        {
            // https://www.iana.org/assignments/iana-ipv4-special-registry, and multicast (224.0.0.0/4).
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",

            // Azure's platform address looks public. Those of other clouds are link-local, shared, or unique local, such as fd00:ec2::254.
            "168.63.129.16/32",

            // https://www.iana.org/assignments/iana-ipv6-special-registry, as far as it lies within global unicast. 2001::/32 is Teredo and
            // 2002::/16 is 6to4, whose relays reach the IPv4 address inside.
            "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>Whether an address is public. An IPv6 address that stands for an IPv4 address is as public as that.</summary>
    public static bool IsPublic(IPAddress address)
    {
        IPAddress target = Unwrap(address);
        return (target.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(target)) && !Array.Exists(Reserved, network => network.Contains(target));
    }

    /// <summary>The IPv4 address that an IPv4-mapped or NAT64 address leads to; other addresses as they are.</summary>
    public static IPAddress Unwrap(IPAddress address) => address switch
    {
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4(),
        { AddressFamily: AddressFamily.InterNetworkV6 } when Nat64.Contains(address) => new(address.GetAddressBytes().AsSpan(NetworkPrefixLength)),
        _ => address,
    };
}
