namespace ImageAttach.Tests.Imaging;

/// <summary>Files with something wrong in them, the same for the same random numbers.</summary>
internal static class Mutation
{
    public static byte[] Of(byte[] file, Random random)
    {
        var bytes = file.ToList();
        for (var changes = random.Next(1, 5); changes > 0 && bytes.Count > 1; changes--)
        {
            // Every other change strikes the first bytes, where the headers are.
            var at = random.Next(random.Next(2) == 0 ? Math.Min(80, bytes.Count) : bytes.Count);
            switch (random.Next(8))
            {
                case 0:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 9), bytes.Count - at));
                    break;
                case 1:
                    bytes.InsertRange(at, bytes.Skip(at).Take(random.Next(1, 40)).ToArray());
                    break;
                case 2:
                    bytes[at] = 0xFF;
                    break;
                case 3:
                    bytes[at] = 0;
                    break;
                default:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
            }
        }

        return [.. bytes];
    }
}
