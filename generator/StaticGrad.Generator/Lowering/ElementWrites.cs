using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using StaticGrad.Generator.Lowering.OpaqueCalls;

namespace StaticGrad.Generator.Lowering;

/// <summary>
/// Whether what an operation calls may write to an element of an array, in whatever way it comes by the array: as an argument,
/// a static field, a part of a model. What is not known to leave all arrays alone may: a place is then looked at earlier or more
/// often, and nothing is refused. (What is refused asks <see cref="SideEffects"/>, which finds what is changed.)
/// </summary>
internal sealed class ElementWrites(Compilation compilation, KnownSymbols known, CancellationToken cancellation)
{
    private readonly Dictionary<IMethodSymbol, Body> _bodies = new(SymbolEqualityComparer.Default);

    public bool MayBeIn(IOperation operation) =>
        operation.DescendantsAndSelf().Any(part => CompilerCalls.IsOpaque(part) || CompilerCalls.Of(part).Any(called => MayWrite(called.Method!)));

    private bool MayWrite(IMethodSymbol method)
    {
        var seen = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        var pending = new Stack<IMethodSymbol>([method]);
        while (pending.Count > 0)
        {
            var next = pending.Pop();
            if (!seen.Add(next))
            {
                continue;
            }

            var body = BodyOf(next);
            if (body.Writes)
            {
                return true;
            }

            foreach (var called in body.Called)
            {
                pending.Push(called);
            }
        }

        return false;
    }

    private Body BodyOf(IMethodSymbol method)
    {
        if (!_bodies.TryGetValue(method, out var body))
        {
            body = Read(method.PartialImplementationPart ?? method);
            _bodies.Add(method, body);
        }

        return body;
    }

    private Body Read(IMethodSymbol method)
    {
        if (IsHarmless(method))
        {
            return new Body(false, []);
        }

        var syntax = method.SourcesIn(compilation, cancellation).FirstOrDefault();
        if (syntax is null || ModelType.IsOverridable(method)
            || compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, cancellation) is not { } operation)
        {
            return Body.Unknown;
        }

        var operations = operation.DescendantsAndSelf().ToList();
        return operations.All(LeavesElements)
            ? new Body(false, [.. operations.SelectMany(CompilerCalls.Of).Select(called => called.Method!)])
            : Body.Unknown;
    }

    /// <summary>Accessors of stored properties, and methods without source that read numbers and views, and nothing more.</summary>
    private bool IsHarmless(IMethodSymbol method)
    {
        var type = method.ContainingType?.OriginalDefinition;
        return IsStored(method.AssociatedSymbol)
            || KnownSymbols.Is(type, known.Grad)
            || type is { SpecialType: >= SpecialType.System_Boolean and <= SpecialType.System_Double }
            || KnownSymbols.IsMath(type)
            || (type?.SpecialType == SpecialType.System_Array && method.Name is "GetLength" or "get_Length")
            || (KnownSymbols.Is(type, known.MemoryExtensions) && method.Name == "AsSpan")
            || ((KnownSymbols.Is(type, known.Span) || KnownSymbols.Is(type, known.ReadOnlySpan))
                && method.Name is "Slice" or "get_Item" or "get_Length" or "get_IsEmpty" or "op_Implicit" or ".ctor")
            || (method.MethodKind == MethodKind.Constructor && IsKnownException(type));
    }

    /// <summary>Whether it is an auto-property, or one that a record declares by a parameter.</summary>
    private static bool IsStored(ISymbol? symbol) => symbol is IPropertySymbol property
        && property.DeclaringSyntaxReferences.Length == 1
        && property.DeclaringSyntaxReferences[0].GetSyntax() switch
        {
            PropertyDeclarationSyntax { AccessorList.Accessors: var accessors } => !ModelType.IsOverridable(property)
                && !property.IsExtern && accessors.All(accessor => accessor is { Body: null, ExpressionBody: null }),
            ParameterSyntax => true,
            _ => false,
        };

    private static bool IsKnownException(INamedTypeSymbol? type)
    {
        for (var above = type; above is { DeclaringSyntaxReferences.Length: 0 }; above = above.BaseType)
        {
            if (above is { Name: nameof(Exception), ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What a body may consist of. Calls among it are looked at for themselves.</summary>
    private bool LeavesElements(IOperation operation) => operation switch
    {
        { ConstantValue.HasValue: true } => true,
        _ when CompilerCalls.IsOpaque(operation) => false,
        IAssignmentOperation assignment => IsVariable(assignment.Target) && assignment is not ISimpleAssignmentOperation { IsRef: true },
        IIncrementOrDecrementOperation { OperatorMethod: null } increment => IsVariable(increment.Target),
        IArgumentOperation argument => argument.Parameter is { RefKind: RefKind.None or RefKind.In },
        IVariableDeclaratorOperation declarator => declarator.Symbol.RefKind == RefKind.None,
        IUnaryOperation { OperatorMethod: null } or IBinaryOperation { OperatorMethod: null } => true,
        IForEachLoopOperation { Collection: { } collection } => HasElements(collection),
        IMethodBodyOperation or IBlockOperation or IExpressionStatementOperation or IReturnOperation or IEmptyOperation
            or IVariableDeclarationGroupOperation or IVariableDeclarationOperation or IVariableInitializerOperation
            or IConditionalOperation or IForLoopOperation or IWhileLoopOperation or IBranchOperation or IThrowOperation
            or ISwitchOperation or ISwitchCaseOperation or ICaseClauseOperation or ISwitchExpressionOperation
            or ISwitchExpressionArmOperation or IIsPatternOperation or IConstantPatternOperation or IRelationalPatternOperation
            or INegatedPatternOperation or IBinaryPatternOperation or IDiscardPatternOperation => true,
        ILiteralOperation or IDefaultValueOperation or IParenthesizedOperation or IConversionOperation or ITupleOperation
            or ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation or IFieldReferenceOperation
            or IPropertyReferenceOperation or IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation or IRangeOperation
            or IArrayCreationOperation or IArrayInitializerOperation or IInvocationOperation or IObjectCreationOperation
            or IInterpolatedStringOperation or IInterpolatedStringTextOperation => true,
        IInterpolationOperation { Expression.Type.SpecialType: >= SpecialType.System_Boolean and <= SpecialType.System_String } => true,
        _ => false,
    };

    private bool HasElements(IOperation collection) => collection is IConversionOperation { IsImplicit: true } conversion
        ? HasElements(conversion.Operand)
        : known.IsArrayOrSpan(collection.Type);

    private static bool IsVariable(IOperation target) => target switch
    {
        ILocalReferenceOperation local => local.Local.RefKind == RefKind.None,
        IParameterReferenceOperation parameter => parameter.Parameter.RefKind == RefKind.None,
        ITupleOperation tuple => tuple.Elements.All(IsVariable),
        IDeclarationExpressionOperation declaration => IsVariable(declaration.Expression),
        IDiscardOperation => true,
        _ => false,
    };

    private sealed record Body(bool Writes, IReadOnlyList<IMethodSymbol> Called)
    {
        public static readonly Body Unknown = new(true, []);
    }
}
