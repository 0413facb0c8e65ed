using System.Data.Common;
using Hangfire;
using Hangfire.PostgreSql;
using ImageAttach.Stores;

namespace QueueSubject;

/// <summary>What the processes share.</summary>
internal static class Servers
{
    public static S3Store OpenBucket(string server, string prefix)
    {
        DbConnectionStringBuilder settings = new() { ConnectionString = server };
        return new S3Store(new S3StoreOptions
        {
            Bucket = (string)settings["Bucket"],
            Endpoint = new Uri((string)settings["Endpoint"]),
            Region = (string)settings["Region"],
            AccessKey = (string)settings["AccessKey"],
            SecretKey = (string)settings["SecretKey"],
            Prefix = prefix,
        });
    }

    // What a killed process had in hand others take over after seconds, and not after half an hour.
    public static void UsePostgreSql(IGlobalConfiguration hangfire, string connectionString, string schema) => hangfire.UsePostgreSqlStorage(
        storage => storage.UseNpgsqlConnection(connectionString),
        new PostgreSqlStorageOptions
        {
            SchemaName = schema,
            QueuePollInterval = TimeSpan.FromMilliseconds(100),
            InvisibilityTimeout = TimeSpan.FromSeconds(5),
            UseSlidingInvisibilityTimeout = true,
            DistributedLockTimeout = TimeSpan.FromSeconds(5),
        });
}
