namespace Gallery.Data;

/// <summary>One of several photos can't be attached.</summary>
internal sealed class PhotoRefusedException(string fileName, Exception reason) : Exception($"{fileName}: {reason.Message}", reason);
