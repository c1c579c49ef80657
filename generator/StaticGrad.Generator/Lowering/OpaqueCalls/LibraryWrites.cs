using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace StaticGrad.Generator.Lowering.OpaqueCalls;

/// <summary>
/// What methods without source may write: the arrays, and views of arrays, that they are given or called on. That they only read is
/// said here of a few that are known.
/// </summary>
internal sealed class LibraryWrites(KnownSymbols known)
{
    /// <summary>Types, apart from arrays and spans, through which elements can be written.</summary>
    private static readonly HashSet<string> Views =
    [
        "System.Array", "System.ArraySegment<T>", "System.Memory<T>", "System.Collections.IList", "System.Collections.ICollection",
        "System.Collections.Generic.IList<T>", "System.Collections.Generic.ICollection<T>",
    ];

    /// <summary>Whether it makes references and arrays of other types, or finds memory, by means of its own: what it gives may be anything.</summary>
    public static bool IsUnsafe(IMethodSymbol method) => method.ContainingType?.ToDisplayString() switch
    {
        "System.Runtime.CompilerServices.Unsafe" => true,
        { } name => name.StartsWith("System.Runtime.InteropServices.", StringComparison.Ordinal),
        null => false,
    };

    /// <param name="called">A method without source that the operation calls.</param>
    public IEnumerable<IOperation> Of(IOperation operation, IMethodSymbol called)
    {
        foreach (var argument in ArgumentsOf(operation).Where(argument => MayWrite(argument.Parameter, called)))
        {
            yield return argument.Value;
        }

        if (operation is IInvocationOperation { Instance: { } instance } && MayWriteOwn(instance.Type, called))
        {
            yield return instance;
        }
    }

    /// <summary>Places that a method is given to read, and that it may hand back to be written.</summary>
    public static IEnumerable<IOperation> PlacesOf(IOperation operation, IMethodSymbol called) => called.ReturnsByRef
        ? ArgumentsOf(operation)
            .Where(argument => argument.Parameter?.RefKind is RefKind.In or RefKind.RefReadOnlyParameter)
            .Select(argument => argument.Value)
        : [];

    /// <summary>Whether it becomes a delegate, and may write what it is called with, or on.</summary>
    public bool IsForOthersToCall(IOperation operation, IMethodSymbol called) => operation is IMethodReferenceOperation reference
        && (called.Parameters.Any(parameter => MayWrite(parameter, called)) || MayWriteOwn(reference.Instance?.Type, called));

    /// <summary>Whether it is one of StaticGrad's own that is given a model: training, reading and writing parameters.</summary>
    public bool MayChangeModels(IMethodSymbol called, IEnumerable<ITypeSymbol?> types) =>
        SymbolEqualityComparer.Default.Equals(called.ContainingAssembly, known.Differentiable?.ContainingAssembly)
        && !KnownSymbols.Is(called.ContainingType, known.Grad)
        && UserTypes.In(types).Any(type => ModelType.IsModel(type, known));

    /// <summary>Delegates that it may call, and collections of them.</summary>
    public static IEnumerable<IOperation> DelegatesOf(IOperation operation, IMethodSymbol called) => ArgumentsOf(operation)
        .SelectMany(argument => ElementsOf(argument.Value))
        .Concat(operation is IInvocationOperation { Instance: { } instance } && called.MethodKind != MethodKind.DelegateInvoke
            && IsDelegate(instance.TypeBeforeConversions()) ? [instance] : [])
        .Where(value => UserTypes.In([value.TypeBeforeConversions()]).Any(IsDelegate));

    /// <summary>Of an array that is made for the call, such as that of <c>params</c>.</summary>
    private static IEnumerable<IOperation> ElementsOf(IOperation value) =>
        value is IArrayCreationOperation { Initializer: { } initializer } ? initializer.ElementValues
        : value is IConversionOperation { OperatorMethod: null } conversion ? ElementsOf(conversion.Operand)
        : [value];

    /// <summary>One of them, not a collection.</summary>
    public static bool IsDelegate(IOperation value) => IsDelegate(value.TypeBeforeConversions());

    private static bool IsDelegate(ITypeSymbol? type) => type switch
    {
        { TypeKind: TypeKind.Delegate } or { SpecialType: SpecialType.System_Delegate or SpecialType.System_MulticastDelegate } => true,
        ITypeParameterSymbol parameter => parameter.ConstraintTypes.Any(IsDelegate),
        _ => false,
    };

    private static IEnumerable<IArgumentOperation> ArgumentsOf(IOperation operation) => operation switch
    {
        IInvocationOperation call => call.Arguments,
        IObjectCreationOperation creation => creation.Arguments,
        _ => Array.Empty<IArgumentOperation>(),
    };

    private bool MayWrite(IParameterSymbol? parameter, IMethodSymbol called) =>
        IsView(parameter?.Type)
            ? called.Name is not ("AsSpan" or "AsMemory" or "op_Implicit" or "ToArray" or "GetLength")
                && !KnownSymbols.Is(called.ContainingType, known.Grad)
                && !known.IsArrayOrSpan(called.MethodKind == MethodKind.Constructor ? called.ContainingType : null)
                && !(called.ContainingType?.SpecialType == SpecialType.System_Array && IsReading(called.Name))
                && !IsCopied(parameter!, called)
            : called.ReturnsByRef && known.IsArrayOrSpan(parameter?.Type);

    /// <summary>The source of Array.Copy and Buffer.BlockCopy.</summary>
    private static bool IsCopied(IParameterSymbol parameter, IMethodSymbol called) => parameter.Ordinal == 0
        && called.Name is nameof(Array.Copy) or nameof(Array.ConstrainedCopy) or nameof(Buffer.BlockCopy)
        && (called.ContainingType?.SpecialType == SpecialType.System_Array || called.ContainingType?.ToDisplayString() == "System.Buffer");

    private bool MayWriteOwn(ITypeSymbol? type, IMethodSymbol called) =>
        called.ContainingType?.SpecialType == SpecialType.System_Array
            ? called.Name is nameof(Array.SetValue) or nameof(Array.Initialize)
            : IsView(type) && (called.ReturnsByRef || called.Name is "Clear" or "Fill");

    private bool IsView(ITypeSymbol? type) =>
        known.IsWritable(type) || (type is INamedTypeSymbol named && Views.Contains(named.OriginalDefinition.ToDisplayString()));

    private static bool IsReading(string name) =>
        name is "IndexOf" or "LastIndexOf" or "BinarySearch" or "Exists" or "TrueForAll" or "ConvertAll" or "GetValue" or "AsReadOnly"
        || name.StartsWith("Find", StringComparison.Ordinal);
}
