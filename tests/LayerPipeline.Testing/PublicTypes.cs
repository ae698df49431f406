using Mono.Cecil;

namespace LayerPipeline.Testing;

/// <summary>Finds public types of a library that none of its users needs.</summary>
public static class PublicTypes
{
    /// <summary>A type is needed where a user's code refers to it, or where it stands in the public signature of a type that is needed.</summary>
    /// <param name="library">Path of the library.</param>
    /// <param name="users">Paths of the assemblies that use it.</param>
    /// <returns>Full names of the others; exceptions are none of them, for callers may catch each.</returns>
    public static IReadOnlyList<string> Unused(string library, IEnumerable<string> users)
    {
        using var module = ModuleDefinition.ReadModule(library);
        var known = module.GetTypes().ToDictionary(type => type.FullName, StringComparer.Ordinal);
        var needed = new HashSet<string>(StringComparer.Ordinal);
        var toVisit = new Stack<TypeDefinition>(users.SelectMany(user => Used(user, module)).Distinct().Select(name => known[name]));
        while (toVisit.TryPop(out var type))
        {
            if (needed.Add(type.FullName))
            {
                foreach (var part in Signature(type).SelectMany(Parts).Where(part => known.ContainsKey(part.FullName)))
                {
                    toVisit.Push(known[part.FullName]);
                }
            }
        }

        return
        [
            .. known
                .Values.Where(type => type.IsPublic && !IsException(type) && !HoldsConstants(type) && !needed.Contains(type.FullName))
                .Select(type => type.FullName)
                .Order(StringComparer.Ordinal),
        ];
    }

    private static List<string> Used(string user, ModuleDefinition library)
    {
        using var module = ModuleDefinition.ReadModule(user);
        return
        [
            .. module
                .GetTypeReferences()
                .Where(type => string.Equals(type.Scope.Name, library.Assembly.Name.Name, StringComparison.Ordinal))
                .Select(type => type.FullName),
        ];
    }

    private static bool IsException(TypeDefinition type) => type.Name.EndsWith("Exception", StringComparison.Ordinal);

    /// <summary>The compiler puts a constant's value where it is used, so that no trace of its type is left there.</summary>
    private static bool HoldsConstants(TypeDefinition type) => type.Fields.Any(field => field.IsPublic && field.HasConstant);

    /// <summary>What a user sees of a type: bases, and the types of its public and protected members.</summary>
    private static IEnumerable<TypeReference> Signature(TypeDefinition type)
    {
        IEnumerable<TypeReference?> bases = [type.BaseType, type.DeclaringType, .. type.Interfaces.Select(item => item.InterfaceType)];
        return bases
            .OfType<TypeReference>()
            .Concat(type.Fields.Where(field => field.IsPublic || field.IsFamily).Select(field => field.FieldType))
            .Concat(type.Methods.Where(method => method.IsPublic || method.IsFamily).SelectMany(Signature));
    }

    private static IEnumerable<TypeReference> Signature(MethodDefinition method) =>
        method
            .Parameters.Select(parameter => parameter.ParameterType)
            .Append(method.ReturnType)
            .Concat(method.GenericParameters.SelectMany(parameter => parameter.Constraints.Select(limit => limit.ConstraintType)));

    private static IEnumerable<TypeReference> Parts(TypeReference type) =>
        type switch
        {
            GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType),
            TypeSpecification specification => Parts(specification.ElementType),
            _ => [type],
        };
}
