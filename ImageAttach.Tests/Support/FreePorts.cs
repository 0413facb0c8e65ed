using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace ImageAttach.Tests.Support;

/// <summary>Finds ports for servers that tests start, so that two test runs on one machine don't collide.</summary>
internal static class FreePorts
{
    // Below the ports that systems give to outgoing connections: one of those could take a server's port while it restarts.
    private const int Min = 20_000;
    private const int Max = 30_000;

    /// <summary>Finds a port that is free on loopback, and whose next port is free as well.</summary>
    public static int FindPair()
    {
        int port;
        do
            port = RandomNumberGenerator.GetInt32(Min, Max);
        while (!IsFree(port) || !IsFree(port + 1));
        return port;
    }

    public static bool IsFree(int port)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return false;
        }
    }
}
