using Mono.Cecil;
using Mono.Cecil.Cil;

namespace LayerPipeline.Testing;

/// <summary>Holds an assembly to an order of rooms, which are its namespaces: code uses its own room and those before it.</summary>
public static class Rooms
{
    /// <summary>Finds uses of a later room.</summary>
    /// <param name="assembly">Path of the assembly.</param>
    /// <param name="root">Namespace above the rooms; what lies in it belongs to no room.</param>
    /// <param name="rooms">The rooms, lowest first.</param>
    /// <returns>A line per pair of types.</returns>
    /// <exception cref="InvalidOperationException">A namespace is not in the list.</exception>
    public static IReadOnlyCollection<string> Upward(string assembly, string root, string[] rooms)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        var wrong = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var type in module.GetTypes().Where(type => !type.Name.StartsWith('<') && RoomOf(type, root, rooms) is not null))
        {
            foreach (var used in Uses(type).Where(used => RoomOf(used, root, rooms) > RoomOf(type, root, rooms)))
            {
                wrong.Add($"{Outermost(type).FullName} uses {Outermost(used).FullName}");
            }
        }

        return wrong;
    }

    /// <summary>Place of a type's room in the list; null for what lies in the root or was made by the compiler.</summary>
    private static int? RoomOf(TypeReference type, string root, string[] rooms)
    {
        var space = Outermost(type).Namespace;
        if (!space.StartsWith(root + ".", StringComparison.Ordinal))
        {
            return null;
        }

        var room = Array.IndexOf(rooms, space[(root.Length + 1)..]);
        return room >= 0 ? room : throw new InvalidOperationException($"{space} is not a room of the list.");
    }

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static IEnumerable<TypeReference> Uses(TypeDefinition type) =>
        type
            .Fields.Select(field => field.FieldType)
            .Concat(type.Interfaces.Select(item => item.InterfaceType))
            .Append(type.BaseType)
            .Concat(type.Methods.SelectMany(Uses))
            .Where(used => used is not null)
            .SelectMany(Parts)
            .Where(used => used.Scope == type.Module && used is TypeDefinition);

    private static IEnumerable<TypeReference> Uses(MethodDefinition method)
    {
        IEnumerable<TypeReference> signature = [method.ReturnType, .. method.Parameters.Select(parameter => parameter.ParameterType)];
        return method.HasBody
            ? signature
                .Concat(method.Body.Variables.Select(variable => variable.VariableType))
                .Concat(method.Body.Instructions.SelectMany(Uses))
            : signature;
    }

    private static IEnumerable<TypeReference> Uses(Instruction instruction) =>
        instruction.Operand switch
        {
            MethodReference method => [method.DeclaringType, method.ReturnType],
            FieldReference field => [field.DeclaringType, field.FieldType],
            TypeReference type => [type],
            _ => [],
        };

    private static IEnumerable<TypeReference> Parts(TypeReference type) =>
        type switch
        {
            GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType),
            TypeSpecification specification => Parts(specification.ElementType),
            _ => [type],
        };
}
