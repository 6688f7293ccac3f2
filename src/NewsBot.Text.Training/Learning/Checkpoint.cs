using System.Runtime.InteropServices;
using NewsBot.Text.Training.Network;

namespace NewsBot.Text.Training.Learning;

/// <summary>A network in a file, and, for the last one, what it takes to go on: moments, steps, time spent, best score.</summary>
internal sealed record Checkpoint(Weights Weights, Weights? Moments, int Step, double Minutes, double Best)
{
    private const int Version = 1;

    /// <summary>Written beside and moved over, so that a kill leaves the old one whole.</summary>
    public void Save(string path)
    {
        var draft = path + ".part";
        using (var writer = new BinaryWriter(File.Create(draft)))
        {
            writer.Write(Version);
            writer.Write(Step);
            writer.Write(Minutes);
            writer.Write(Best);
            Write(writer, Weights);
            Write(writer, Moments ?? []);
        }

        File.Move(draft, path, overwrite: true);
    }

    public static Checkpoint Load(string path)
    {
        using var reader = new BinaryReader(File.OpenRead(path));
        if (reader.ReadInt32() != Version)
            throw new InvalidDataException($"{path} is no checkpoint of version {Version}.");
        var (step, minutes, best) = (reader.ReadInt32(), reader.ReadDouble(), reader.ReadDouble());
        var weights = Read(reader);
        return new(weights, Read(reader), step, minutes, best);
    }

    private static void Write(BinaryWriter writer, Weights weights)
    {
        writer.Write(weights.Count);
        foreach (var (name, tensor) in weights)
        {
            writer.Write(name);
            writer.Write(tensor.Shape.Length);
            foreach (var size in tensor.Shape)
                writer.Write(size);
            writer.Write(MemoryMarshal.AsBytes(tensor.Values.AsSpan()));
        }
    }

    private static Weights Read(BinaryReader reader)
    {
        var weights = new Weights();
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            var name = reader.ReadString();
            var shape = new long[reader.ReadInt32()];
            for (var i = 0; i < shape.Length; i++)
                shape[i] = reader.ReadInt64();
            var values = new float[shape.Aggregate(1L, (a, b) => a * b)];
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
            weights[name] = new(shape, values);
        }

        return weights;
    }
}
