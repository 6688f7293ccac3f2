using System.Buffers.Binary;
using System.Text;

namespace NewsBot.Text.Training.Network;

/// <summary>One Protocol Buffers message with its fields in order: as much of the wire format as ONNX files need.</summary>
internal sealed class ProtoMessage
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Bytes = 2;
    private const int Fixed32 = 5;

    private readonly List<(int Number, int Wire, ulong Value, ReadOnlyMemory<byte> Data)> _fields = [];

    public static ProtoMessage Parse(ReadOnlyMemory<byte> data)
    {
        var message = new ProtoMessage();
        for (var at = 0; at < data.Length;)
        {
            var key = ReadVarint(data.Span, ref at);
            var (number, wire) = ((int)(key >> 3), (int)(key & 7));
            var value = wire == Varint ? ReadVarint(data.Span, ref at) : 0;
            var length = wire switch
            {
                Varint => 0,
                Fixed64 => 8,
                Fixed32 => 4,
                Bytes => (int)ReadVarint(data.Span, ref at),
                _ => throw new InvalidDataException($"Wire type {wire} at byte {at}."),
            };
            message._fields.Add((number, wire, value, data.Slice(at, length)));
            at += length;
        }

        return message;
    }

    public IEnumerable<ProtoMessage> Messages(int number) => All(number).Select(data => Parse(data));

    public string? Text(int number) => Texts(number).FirstOrDefault();

    public IEnumerable<string> Texts(int number) => All(number).Select(data => Encoding.UTF8.GetString(data.Span));

    public ReadOnlyMemory<byte> Data(int number) => All(number).FirstOrDefault();

    public IEnumerable<long> Numbers(int number) => _fields.Where(field => field.Number == number)
        .SelectMany(field => field.Wire == Varint ? [(long)field.Value] : Packed(field.Data));

    public ProtoMessage Add(int number, long value)
    {
        _fields.Add((number, Varint, (ulong)value, default));
        return this;
    }

    public ProtoMessage Add(int number, float value)
    {
        var data = new byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(data, value);
        _fields.Add((number, Fixed32, 0, data));
        return this;
    }

    public ProtoMessage Add(int number, string value) => Add(number, Encoding.UTF8.GetBytes(value));

    public ProtoMessage Add(int number, ProtoMessage value) => Add(number, value.ToBytes());

    public ProtoMessage Add(int number, byte[] value)
    {
        _fields.Add((number, Bytes, 0, value));
        return this;
    }

    public byte[] ToBytes()
    {
        using var output = new MemoryStream();
        foreach (var (number, wire, value, data) in _fields)
        {
            WriteVarint(output, (ulong)((number << 3) | wire));
            if (wire == Varint)
                WriteVarint(output, value);
            if (wire == Bytes)
                WriteVarint(output, (ulong)data.Length);
            output.Write(data.Span);
        }

        return output.ToArray();
    }

    private IEnumerable<ReadOnlyMemory<byte>> All(int number) =>
        _fields.Where(field => field.Number == number).Select(field => field.Data);

    private static List<long> Packed(ReadOnlyMemory<byte> data)
    {
        var numbers = new List<long>();
        for (var at = 0; at < data.Length;)
            numbers.Add((long)ReadVarint(data.Span, ref at));
        return numbers;
    }

    private static ulong ReadVarint(ReadOnlySpan<byte> data, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = data[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }
    }

    private static void WriteVarint(MemoryStream output, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            output.WriteByte((byte)(value | 0x80));
        output.WriteByte((byte)value);
    }
}
