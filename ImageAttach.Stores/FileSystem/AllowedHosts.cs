namespace ImageAttach.Stores.FileSystem;

/// <summary>The hosts that a request may name.</summary>
internal sealed class AllowedHosts
{
    private readonly (string Name, int? Port)[] _hosts;

    public AllowedHosts(IEnumerable<string> allowedHosts) => _hosts = [.. allowedHosts.Select(host => Parse(host) ?? throw NoHost(host, nameof(allowedHosts)))];

    /// <summary>Scheme and host as an address begins with them; null unless the host is allowed.</summary>
    public string? Origin(string scheme, string host) =>
        scheme is "http" or "https" && TryParse(host, out (string Name, int? Port) named) && _hosts.Any(allowed => Covers(allowed, named))
            ? $"{scheme}://{host.ToLowerInvariant()}"
            : null;

    private static bool Covers((string Name, int? Port) allowed, (string Name, int? Port) named) =>
        (allowed.Port is null || allowed.Port == named.Port)
        && (allowed.Name == named.Name || (allowed.Name.StartsWith("*.", StringComparison.Ordinal) && named.Name.EndsWith(allowed.Name[1..], StringComparison.Ordinal)));

    private static (string Name, int? Port)? Parse(string? host)
    {
        bool isWildcard = host is not null && host.StartsWith("*.", StringComparison.Ordinal);
        if (!TryParse(isWildcard ? host![2..] : host, out (string Name, int? Port) parsed))
            return null;
        return isWildcard ? ("*." + parsed.Name, parsed.Port) : parsed;
    }

    private static ArgumentException NoHost(string? host, string parameter) => new(
        $"'{host}' is no host that a request may name: write one such as shop.example.com, localhost:5080 or *.example.com. " +
        "All hosts can't be allowed, since anybody may name any.", parameter);

    // A scheme without a port of its own, so that none is taken for one that wasn't written.
    private static bool TryParse(string? host, out (string Name, int? Port) parsed)
    {
        parsed = default;
        if (!Uri.TryCreate($"host://{host}/", UriKind.Absolute, out Uri? address)
            || !string.Equals(address.Authority, host, StringComparison.OrdinalIgnoreCase)
            || Uri.CheckHostName(address.IdnHost) == UriHostNameType.Unknown)
            return false;
        parsed = (address.Host.ToLowerInvariant(), address.Port < 0 ? null : address.Port);
        return true;
    }
}
