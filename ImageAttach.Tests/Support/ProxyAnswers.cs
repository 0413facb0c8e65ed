using System.Buffers.Binary;
using System.Text;

namespace ImageAttach.Tests.Support;

/// <summary>What proxies and poolers answer in the place of a server that they have lost, as bytes of the server's protocol.</summary>
internal static class ProxyAnswers
{
    /// <summary>As ProxySQL and MaxScale answer for MariaDB, and PgBouncer for PostgreSQL.</summary>
    public static byte[] ServerLost(DatabaseKind kind) => kind == DatabaseKind.MariaDb
        ? MySql(2013, "HY000", "Lost connection to server during query")
        : PostgreSql("08P01", "server conn crashed?");

    // A packet: three bytes of length, a sequence number, and an error.
    private static byte[] MySql(short code, string state, string message)
    {
        byte[] text = Encoding.ASCII.GetBytes($"#{state}{message}");
        byte[] packet = [(byte)(text.Length + 3), 0, 0, 1, 0xff, 0, 0, .. text];
        BinaryPrimitives.WriteInt16LittleEndian(packet.AsSpan(5), code);
        return packet;
    }

    // An ErrorResponse, and that the session is idle.
    private static byte[] PostgreSql(string state, string message)
    {
        byte[] fields = Encoding.ASCII.GetBytes($"SERROR\0VERROR\0C{state}\0M{message}\0\0");
        byte[] response = [(byte)'E', 0, 0, 0, 0, .. fields, (byte)'Z', 0, 0, 0, 5, (byte)'I'];
        BinaryPrimitives.WriteInt32BigEndian(response.AsSpan(1), fields.Length + 4);
        return response;
    }
}
