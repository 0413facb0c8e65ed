namespace ImageAttach.Testing;

/// <summary>A failed expectation, before the check adds its name.</summary>
internal sealed class CheckFailedException(string message, Exception? innerException = null) : Exception(message, innerException);
