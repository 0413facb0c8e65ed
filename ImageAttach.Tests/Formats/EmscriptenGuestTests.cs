using ImageAttach.Imaging;
using ImageAttach.WebAssembly;
using Wasmtime;

namespace ImageAttach.Tests.Formats;

/// <summary>What a program in the sandbox can do, and what ends it. The program is Assets/Programs/guest.wat.</summary>
internal sealed class EmscriptenGuestTests
{
    private static readonly GuestProgram Program = new(typeof(EmscriptenGuestTests).Assembly, "guest.wasm");

    [Test]
    public void A_program_reads_bytes_that_were_copied_into_its_memory()
    {
        using SampleGuest guest = new(new SampleOptions());
        Assert.That(guest.Sum([1, 2, 250]), Is.EqualTo(253));
        Assert.That(guest.ReadWide(), Is.EqualTo(1L << 32));
        Assert.That(guest.Ask(), Is.EqualTo(42), "a function of the host's own");
    }

    [Test]
    public void A_program_sees_its_file()
    {
        using SampleGuest guest = new(new SampleOptions());
        Assert.That(guest.ReadFile([9, 8, 7, 6], length: 3), Is.EqualTo(new byte[] { 9, 8, 7 }));
    }

    [Test]
    public void A_program_that_fails_runs_on_or_takes_much_memory_is_ended()
    {
        using SampleGuest failing = new(new SampleOptions()), spinning = new(new SampleOptions { MaxTime = TimeSpan.FromMilliseconds(1) }), large = new(new SampleOptions());
        Assert.That(failing.Fail, Throws.TypeOf<ImageFormatException>().With.Message.Contains("image/sample"));
        Assert.That(spinning.Spin, Throws.TypeOf<ImageLimitException>().With.Message.Contains("SampleOptions.MaxTime"));
        Assert.That(() => large.Sum(new byte[40_000]), Throws.TypeOf<ImageLimitException>().With.Message.Contains("SampleOptions.MaxMemory"));
    }

    [Test]
    public void A_program_without_a_runtime_has_the_functions_that_it_is_given_and_no_others()
    {
        using BareGuest guest = new(new SampleOptions());
        Assert.That(guest.Ask(), Is.EqualTo(7));
    }

    [Test]
    public void A_size_is_checked_before_the_program_starts()
    {
        SampleOptions options = new() { MaxMemory = 4_000_000 };
        Assert.That(() => options.CheckSize("image/sample", new ImageSize(1000, 1000)), Throws.Nothing);
        Assert.That(() => options.CheckSize("image/sample", new ImageSize(1000, 1001)), Throws.TypeOf<ImageLimitException>());
    }

    private sealed record SampleOptions : SandboxOptions;

    private sealed class BareGuest(SandboxOptions options) : Guest(Program, "image/sample", options, CancellationToken.None)
    {
        public int Ask() => Call("ask");

        protected override HostCall Import(string name) => name == "answer" ? _ => 7 : _ => -1;
    }

    private sealed class SampleGuest(SandboxOptions options) : EmscriptenGuest(Program, "image/sample", options, CancellationToken.None)
    {
        public int Sum(byte[] bytes) => Call("sum", Copy(bytes), bytes.Length);

        public object? ReadWide() => CallFor("wide");

        public int Ask() => Call("ask");

        public int Spin() => Call("spin");

        public int Fail() => Call("fail");

        public byte[] ReadFile(byte[] file, int length)
        {
            SetFile(file);
            int content = Allocate(length), buffer = Allocate(2 * sizeof(int)), count = Allocate(sizeof(int));
            WriteInt32(buffer, content);
            WriteInt32(buffer + sizeof(int), length);
            Assert.That(Call("read", buffer, count), Is.Zero);
            return ReadInt32(count) <= length ? Memory.GetSpan(content, ReadInt32(count)).ToArray() : throw TooLittleMemory();
        }

        protected override HostCall? ImportOther(string name) => name == "answer" ? _ => 42 : null;
    }
}
