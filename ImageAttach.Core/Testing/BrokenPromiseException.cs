namespace ImageAttach.Testing;

/// <summary>What a check found, before it is given the check's name.</summary>
internal sealed class BrokenPromiseException(string message, Exception? innerException = null) : Exception(message, innerException);
