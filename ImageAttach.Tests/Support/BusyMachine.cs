using System.Runtime.CompilerServices;
using System.Transactions;

namespace ImageAttach.Tests.Support;

/// <summary>Gives scopes more time than their default of a minute: a busy machine must not end one, and with MySqlConnector that would end the tests.</summary>
internal static class BusyMachine
{
    // CA2255: for all tests, and before the first of them.
#pragma warning disable CA2255
    [ModuleInitializer]
    public static void GiveTime() => TransactionManager.DefaultTimeout = TransactionManager.MaximumTimeout;
#pragma warning restore CA2255
}
