using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace NewsBot.Tests.Architecture;

/// <summary>That a type of an assembly refers to another type, or to a member of it.</summary>
/// <param name="From">Full name of the outermost type that holds the reference.</param>
/// <param name="To">Full name of the outermost type referred to.</param>
/// <param name="Member">The member, where the reference is to one.</param>
internal sealed record Reference(string From, string To, string? Member)
{
    public string FromNamespace => NamespaceOf(From);

    public string ToNamespace => NamespaceOf(To);

    private static string NamespaceOf(string name) => name.LastIndexOf('.') is var dot and >= 0 ? name[..dot] : "";
}

/// <summary>
/// Reads every reference out of a compiled assembly: base types, interfaces, fields, signatures, locals, attributes and the operands of the
/// instructions. Constants and nameof leave no trace there (ECMA-335 II.22, III.3).
/// </summary>
internal sealed class CompiledReferences
{
    private static readonly Dictionary<short, OperandType> Operands = typeof(OpCodes).GetFields()
        .Select(f => (OpCode)f.GetValue(null)!)
        .ToDictionary(o => o.Value, o => o.OperandType);

    private readonly MetadataReader metadata;
    private readonly PEReader file;
    private readonly TypeNames names;
    private readonly HashSet<Reference> found = [];

    private CompiledReferences(PEReader file)
    {
        this.file = file;
        metadata = file.GetMetadataReader();
        names = new TypeNames(metadata);
    }

    public static IReadOnlySet<Reference> Of(string assemblyPath)
    {
        using var file = new PEReader(File.OpenRead(assemblyPath));
        var references = new CompiledReferences(file);
        foreach (var handle in references.metadata.TypeDefinitions)
            references.ReadType(handle);
        return references.found;
    }

    private void ReadType(TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        names.Seen.Clear();
        Note(type.BaseType);
        foreach (var implementation in type.GetInterfaceImplementations())
            Note(metadata.GetInterfaceImplementation(implementation).Interface);
        ReadAttributes(type.GetCustomAttributes());
        foreach (var field in type.GetFields().Select(metadata.GetFieldDefinition))
        {
            field.DecodeSignature(names, null);
            ReadAttributes(field.GetCustomAttributes());
        }

        var from = names.OutermostName(handle);
        foreach (var method in type.GetMethods().Select(metadata.GetMethodDefinition))
        {
            method.DecodeSignature(names, null);
            ReadAttributes(method.GetCustomAttributes());
            if (method.RelativeVirtualAddress != 0)
                ReadBody(from, file.GetMethodBody(method.RelativeVirtualAddress));
        }

        foreach (var to in names.Seen)
            found.Add(new Reference(from, to, null));
    }

    private void ReadAttributes(CustomAttributeHandleCollection attributes)
    {
        foreach (var attribute in attributes.Select(metadata.GetCustomAttribute))
        {
            if (attribute.Constructor.Kind == HandleKind.MemberReference)
                Note(metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent);
            else
                Note(metadata.GetMethodDefinition((MethodDefinitionHandle)attribute.Constructor).GetDeclaringType());
        }
    }

    private void ReadBody(string from, MethodBodyBlock body)
    {
        if (!body.LocalSignature.IsNil)
            metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(names, null);
        foreach (var region in body.ExceptionRegions)
            Note(region.CatchType);
        var code = body.GetILReader();
        while (code.RemainingBytes > 0)
        {
            int first = code.ReadByte();
            var operand = Operands[first == 0xFE ? unchecked((short)(0xFE00 | code.ReadByte())) : (short)first];
            if (operand is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
                ReadOperand(from, MetadataTokens.EntityHandle(code.ReadInt32()));
            else
                code.Offset += SizeOf(operand, code);
        }
    }

    private static int SizeOf(OperandType operand, BlobReader code) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * code.ReadInt32()),
        _ => 4,
    };

    private void ReadOperand(string from, EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.MemberReference:
                var member = metadata.GetMemberReference((MemberReferenceHandle)handle);
                if (member.GetKind() == MemberReferenceKind.Method)
                    member.DecodeMethodSignature(names, null);
                else
                    member.DecodeFieldSignature(names, null);
                Note(member.Parent);
                if (names.OutermostName(member.Parent) is { } owner)
                    found.Add(new Reference(from, owner, metadata.GetString(member.Name)));
                break;
            case HandleKind.MethodSpecification:
                var specification = metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                specification.DecodeSignature(names, null);
                ReadOperand(from, specification.Method);
                break;
            case HandleKind.MethodDefinition:
                Note(metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.FieldDefinition:
                Note(metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType());
                break;
            default:
                Note(handle);
                break;
        }
    }

    private void Note(EntityHandle handle)
    {
        if (handle.IsNil)
            return;
        if (handle.Kind == HandleKind.TypeSpecification)
            metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(names, null);
        else if (names.OutermostName(handle) is { } name)
            names.Seen.Add(name);
    }
}

/// <summary>Turns type handles into full names of outermost types, and remembers every type that a signature mentions.</summary>
internal sealed class TypeNames(MetadataReader metadata) : ISignatureTypeProvider<string, object?>
{
    public HashSet<string> Seen { get; } = [];

    public string? OutermostName(EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition:
                return OutermostName((TypeDefinitionHandle)handle);
            case HandleKind.TypeReference:
                var reference = metadata.GetTypeReference((TypeReferenceHandle)handle);
                return reference.ResolutionScope.Kind == HandleKind.TypeReference
                    ? OutermostName(reference.ResolutionScope)
                    : Join(reference.Namespace, reference.Name);
            case HandleKind.TypeSpecification:
                return metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, null) is { Length: > 0 } name ? name : null;
            default:
                return null;
        }
    }

    public string OutermostName(TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        for (var outer = type.GetDeclaringType(); !outer.IsNil; outer = type.GetDeclaringType())
            type = metadata.GetTypeDefinition(outer);
        return Join(type.Namespace, type.Name);
    }

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => Saw(OutermostName(handle));

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => Saw(OutermostName((EntityHandle)handle)!);

    public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) => genericType;

    public string GetArrayType(string elementType, ArrayShape shape) => elementType;

    public string GetByReferenceType(string elementType) => elementType;

    public string GetPointerType(string elementType) => elementType;

    public string GetSZArrayType(string elementType) => elementType;

    public string GetPinnedType(string elementType) => elementType;

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => "";

    public string GetFunctionPointerType(MethodSignature<string> signature) => "";

    public string GetGenericMethodParameter(object? genericContext, int index) => "";

    public string GetGenericTypeParameter(object? genericContext, int index) => "";

    private string Saw(string name)
    {
        Seen.Add(name);
        return name;
    }

    private string Join(StringHandle space, StringHandle name) =>
        space.IsNil ? metadata.GetString(name) : metadata.GetString(space) + "." + metadata.GetString(name);
}
