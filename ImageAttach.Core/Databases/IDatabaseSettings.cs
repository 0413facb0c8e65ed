namespace ImageAttach.Databases;

/// <summary>The settings about databases, of those that are current.</summary>
internal interface IDatabaseSettings
{
    /// <summary>The databases behind further types of connections.</summary>
    IReadOnlyDictionary<Type, ImageDatabase> Databases { get; }
}
