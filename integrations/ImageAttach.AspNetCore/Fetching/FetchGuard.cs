using System.Net;
using System.Net.NetworkInformation;

namespace ImageAttach.AspNetCore.Fetching;

/// <summary>Decides which addresses may be fetched from: public ones that this machine doesn't have itself.</summary>
/// <param name="ownAddresses">Gets the machine's addresses. They can change, so each connection asks again.</param>
internal sealed class FetchGuard(Func<IEnumerable<IPAddress>> ownAddresses)
{
    /// <summary>The guard of this machine.</summary>
    public static FetchGuard Local { get; } = new(GetInterfaceAddresses);

    public bool IsAllowed(IPAddress address) =>
        PublicAddress.IsPublic(address) && !ownAddresses().Select(PublicAddress.Unwrap).Contains(PublicAddress.Unwrap(address));

    private static IEnumerable<IPAddress> GetInterfaceAddresses() =>
        NetworkInterface.GetAllNetworkInterfaces().SelectMany(each => each.GetIPProperties().UnicastAddresses).Select(each => each.Address);
}
