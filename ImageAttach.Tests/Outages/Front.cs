namespace ImageAttach.Tests.Outages;

/// <summary>Who begins the transaction that an outage meets.</summary>
public enum Front
{
    /// <summary>The image operation, for itself.</summary>
    Own,

    /// <summary>The user, as an ImageTransaction.</summary>
    Explicit,

    /// <summary>The user, as an ambient transaction; on MariaDB an XA transaction.</summary>
    Ambient,

    /// <summary>The same, on MariaDB without XA.</summary>
    AmbientWithoutXa,
}
