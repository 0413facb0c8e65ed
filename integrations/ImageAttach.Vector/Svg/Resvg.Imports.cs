using System.Buffers.Binary;
using System.Text;

namespace ImageAttach.Vector.Svg;

/// <content>What wasm-bindgen takes for granted in its host: arrays, lists and texts, which the guest knows by numbers.</content>
internal sealed partial class Resvg
{
    // Below are the numbers that wasm-bindgen keeps for undefined, null, true and false.
    private const int FirstObject = 132;

    private static readonly object End = new();

    private readonly List<object?> _objects = [];

    /// <summary>Bytes in the guest's memory, seen from outside.</summary>
    private sealed record View(int Start, int Length);

    protected override HostCall Import(string name) => name switch
    {
        "__wbg_new_28c511d9baebfa89" => a => Add(Text(a[0], a[1])),
        "__wbindgen_throw" => a => throw Refused(Text(a[0], a[1])),
        "__wbindgen_string_new" => a => Add(Text(a[0], a[1])),
        "__wbindgen_string_get" => GetText,
        "__wbindgen_object_drop_ref" => Drop,
        "__wbindgen_memory" => _ => Add(Memory),
        "__wbg_buffer_12d079cc21e14bdb" => a => Add(Get<object>(a[0])),
        "__wbg_newwithbyteoffsetandlength_aa4a17c33a06e5cb" => a => Add(new View(a[1], a[2])),
        "__wbg_new_63b92bc8671ed464" => a => Add(NewArray(Get<object>(a[0]))),
        "__wbg_length_c20a40f15020d68a" => a => Bytes(Get<object>(a[0])).Length,
        "__wbg_set_a47bac70306a19a7" => a => Set(a[0], a[1], a[2]),
        "__wbg_instanceof_Uint8Array_2b3bbecd033d19f6" => a => Get<object>(a[0]) is byte[] or View ? 1 : 0,
        "__wbg_new_16b304a2cfa7ff4a" => _ => Add(new List<object>()),
        "__wbg_push_a5b05aedc7234f9f" => a => Push(Get<List<object>>(a[0]), Get<object>(a[1])),
        "__wbg_values_839f3396d5aac002" => a => Add(Get<List<object>>(a[0]).GetEnumerator()),
        "__wbg_next_196c84450b364254" => a => Add(Next(a[0])),
        "__wbg_done_298b57d23c0fc80c" => a => Get<object>(a[0]) == End ? 1 : 0,
        "__wbg_value_d93c65011f51a456" => a => Add(Get<object>(a[0])),
        _ => throw new InvalidOperationException($"resvg.wasm asks for {name}, which nobody has written."),
    };

    private int Add(object added)
    {
        _objects.Add(added);
        return FirstObject + _objects.Count - 1;
    }

    private T Get<T>(int number) => number >= FirstObject && number - FirstObject < _objects.Count && _objects[number - FirstObject] is T found
        ? found
        : throw Refused("the program that reads it lost its way.");

    private int Drop(ReadOnlySpan<int> arguments)
    {
        if (arguments[0] >= FirstObject && arguments[0] - FirstObject < _objects.Count)
            _objects[arguments[0] - FirstObject] = null;
        return 0;
    }

    private string Text(int start, int length) => Encoding.UTF8.GetString(Memory.GetSpan(start, length));

    // Nothing is given as text; the guest asks all the same, and learns so from a null.
    private int GetText(ReadOnlySpan<int> arguments)
    {
        BinaryPrimitives.WriteInt64LittleEndian(Memory.GetSpan(arguments[0], 8), 0);
        return 0;
    }

    // Of the memory it is a view, of an array a copy.
    private object NewArray(object of) => of is Wasmtime.Memory memory ? new View(0, (int)memory.GetLength()) : Bytes(of).ToArray();

    private Span<byte> Bytes(object array) => array switch
    {
        byte[] bytes => bytes,
        View view => Memory.GetSpan(view.Start, view.Length),
        _ => throw Refused("the program that reads it lost its way."),
    };

    private int Set(int to, int from, int offset)
    {
        Bytes(Get<object>(from)).CopyTo(Bytes(Get<object>(to))[offset..]);
        return 0;
    }

    private static int Push(List<object> list, object added)
    {
        list.Add(added);
        return list.Count;
    }

    private object Next(int iterator)
    {
        IEnumerator<object> values = Get<IEnumerator<object>>(iterator);
        return values.MoveNext() ? values.Current : End;
    }
}
