using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Lowering;

/// <summary>
/// One method's operations to the representation. Everything that is not recognised ends at <see cref="Unsupported"/>, the
/// fence: a finding at the operation, never an exception and never silence.
/// </summary>
/// <param name="isCalled">Whether it is lowered for its callers: nobody has looked whether its arguments are there.</param>
internal sealed partial class MethodLowering(LoweringSession session, IMethodSymbol method, bool isCalled)
{
    private readonly VariableFactory _variables = new(1);
    private readonly Dictionary<ISymbol, Variable> _locals = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, Variable[]> _tuples = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _assigned = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _assignedInCondition = new(SymbolEqualityComparer.Default);
    private readonly List<Finding> _findings = [];
    private List<Stmt> _out = [];
    private readonly List<PassedPlace> _places = [];
    private int _line = -1;
    private int _site = -1;
    private bool _noGrad;
    private Variable? _this;

    private KnownSymbols Known => session.Known;

    public LoweredMethod Run()
    {
        var syntax = method.SourcesIn(session.Compilation, session.Cancellation).FirstOrDefault();
        var site = session.AddSite(NameLocation(syntax));
        var parameters = LowerThis(site);
        parameters.AddRange(LowerParameters());
        var result = TypeMapping.MapResult(method.ReturnType, Known);
        RefuseSignature(site, result, syntax);
        if (!HasErrors && result is not null)
        {
            LowerBody(syntax!, site);
        }

        if (HasErrors || result is null)
        {
            return new LoweredMethod(null, _findings);
        }

        var ir = new MethodIr(
            LoweringSession.KeyOf(method),
            method.Name,
            QualifiedName(method),
            !method.IsStatic,
            LoweringSession.HomeOf(method.ContainingType),
            LoweringSession.AccessOf(method),
            parameters.ToEquatableArray(),
            result.Value,
            Block.Of(_prologue.Concat(_out)),
            _variables.Next)
        {
            Places = _places.ToEquatableArray(),
        };
        return new LoweredMethod(ir, _findings);
    }

    /// <summary>The object of an instance method, as its first parameter.</summary>
    private List<Parameter> LowerThis(int site)
    {
        if (method.IsStatic || TypeMapping.Map(method.ContainingType, Known) is not { IsObject: true } type)
        {
            return [];
        }

        _this = _variables.Create("this", type, VariableKind.Parameter);
        return [new Parameter(_this, false, Passing.This, null, false, site)];
    }

    internal static string QualifiedName(ISymbol method) =>
        method.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) + "." + EscapedName(method.Name);

    private static string EscapedName(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    private Location NameLocation(SyntaxNode? syntax) => syntax switch
    {
        MethodDeclarationSyntax declaration => declaration.Identifier.GetLocation(),
        not null => syntax.GetLocation(),
        _ => method.Locations.FirstOrDefault() ?? Location.None,
    };

    private void RefuseSignature(int site, IrType? result, SyntaxNode? syntax)
    {
        var reason = method switch
        {
            { MethodKind: not (MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation or MethodKind.PropertyGet) } =>
                "a member that is not an ordinary method",
            { MethodKind: MethodKind.PropertyGet } when session.IsRoot(method) => "a member that is not an ordinary method",
            { IsStatic: false } when _this is null && !session.IsRoot(method) => "an instance method of a type that is not [Differentiable]",
            _ when ModelType.IsOverridable(method) => "a virtual method (which could be overridden: make it sealed)",
            { IsPartialDefinition: true } when session.IsRoot(method) => "a partial method",
            { IsGenericMethod: true } => "a generic method",
            _ when !SymbolEqualityComparer.Default.Equals(method, method.OriginalDefinition) =>
                $"a method of the generic type '{method.ContainingType.ToDisplayString()}' (move it to a type that is not generic)",
            { IsAsync: true } => "an async method",
            { ReturnsByRef: true } or { ReturnsByRefReadonly: true } => "a ref return",
            { IsExtern: true } => "an extern method",
            { IsAbstract: true } => "an abstract method",
            _ when method.GetAttributes().Any(data => KnownSymbols.Is(data.AttributeClass, Known.Checkpoint)) =>
                "[Checkpoint]",
            _ when syntax is null => "a method without source",
            _ => null,
        };

        if (!method.IsStatic && _this is null && session.IsRoot(method))
        {
            Report(RuleIds.TypeNotDifferentiable, site, $"'this' of '{method.Name}'", method.ContainingType.ToDisplayString());
        }
        else if (reason is not null)
        {
            Report(RuleIds.UnsupportedConstruct, site, reason);
        }
        else if (result is null && !session.IsRoot(method))
        {
            Report(RuleIds.UnsupportedConstruct, site, $"a result of type '{method.ReturnType.ToDisplayString()}'");
        }
    }

    private List<Parameter> LowerParameters()
    {
        var parameters = new List<Parameter>();
        foreach (var symbol in method.Parameters)
        {
            var location = symbol.Locations.FirstOrDefault() ?? Location.None;
            if (TypeMapping.Map(symbol.Type, Known) is not { } type || type.Scalar == ScalarType.String)
            {
                RefuseParameter(symbol, location);
                continue;
            }

            if (symbol.RefKind is not (RefKind.None or RefKind.In) || (symbol.RefKind == RefKind.In && type is { IsView: true, IsObject: false }))
            {
                Report(
                    RuleIds.UnsupportedConstruct,
                    session.AddSite(location),
                    $"a parameter passed by '{symbol.RefKind.ToString().ToLowerInvariant()}'");
            }

            if (symbol.Name.Length == 0)
            {
                Report(RuleIds.UnsupportedConstruct, session.AddSite(location), "a parameter without a name");
            }

            if (symbol.Type.IsForbiddenIn(method.ContainingType))
            {
                Report(RuleIds.UnsupportedConstruct, session.AddSite(location), $"a parameter of type '{symbol.Type.ToDisplayString()}', whose use is an error ([Obsolete]),");
            }

            if (Known.IsUnderAlias(symbol.Type))
            {
                Report(RuleIds.UnsupportedConstruct, session.AddSite(location), "a parameter of type " + LoweringSession.UnderAlias(symbol.Type));
            }

            var variable = _variables.Create(symbol.Name, type, VariableKind.Parameter);
            _locals.Add(symbol, variable);
            parameters.Add(new Parameter(
                variable,
                Known.Has(symbol, Known.Frozen),
                symbol.RefKind == RefKind.In ? Passing.In : Passing.Value,
                DefaultOf(symbol, type),
                IsParams(symbol, type),
                session.AddSite(location))
            {
                TakesLine = symbol.Attributes(typeof(CallerLineNumberAttribute)).Any(),
            });
        }

        return parameters;
    }

    /// <summary>Spans can be <c>params</c> since C# 13. What the compiler refuses in the user's code it would refuse in ours.</summary>
    private bool IsParams(IParameterSymbol symbol, IrType type) => symbol.IsParams
        && (symbol.Type is IArrayTypeSymbol { IsSZArray: true }
            || (type is { IsView: true, IsObject: false } && session.Compilation is CSharpCompilation { LanguageVersion: >= (LanguageVersion)1300 }));

    private void RefuseParameter(IParameterSymbol symbol, Location location)
    {
        var type = symbol.Type.ToDisplayString();
        if (TypeMapping.IsContainer(symbol.Type))
        {
            Report(RuleIds.TypeNotDifferentiable, session.AddSite(location), $"The parameter '{symbol.Name}'", type);
        }
        else
        {
            Report(RuleIds.UnsupportedConstruct, session.AddSite(location), $"a parameter of type '{type}'");
        }
    }

    private static string? DefaultOf(IParameterSymbol symbol, IrType type) =>
        !symbol.HasExplicitDefaultValue ? null
        : type.IsView || symbol.ExplicitDefaultValue is null ? "default"
        : Emission.Literal.Of(ConstantOf(symbol.ExplicitDefaultValue, type));

    private void LowerBody(SyntaxNode syntax, int site)
    {
        var model = session.Compilation.GetSemanticModel(syntax.SyntaxTree);
        var operation = model.GetOperation(syntax, session.Cancellation);
        var block = operation is IMethodBodyOperation body ? body.BlockBody ?? body.ExpressionBody : operation as IBlockOperation;
        if (block is null)
        {
            Report(RuleIds.UnsupportedConstruct, site, "a method without a body");
            return;
        }

        if (Nesting.IsTooDeep(block))
        {
            Report(RuleIds.UnsupportedConstruct, site, $"code that is nested deeper than {Nesting.Deepest} operations (split it: assign parts to locals)");
            return;
        }

        CollectAssigned(block);
        LowerStatements(block.Operations);
    }

    /// <summary>Which locals and parameters are assigned after their declaration: only those can change under a read.</summary>
    private void CollectAssigned(IOperation body)
    {
        foreach (var operation in body.Descendants())
        {
            _assigned.UnionWith(Targets(AssignedBy(operation)));
            if (operation is IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } branching)
            {
                _assignedInCondition.UnionWith(branching.RightOperand.DescendantsAndSelf().SelectMany(part => Targets(AssignedBy(part))));
            }
        }
    }

    /// <summary>What an operation assigns to; null where it does not.</summary>
    private static IOperation? AssignedBy(IOperation operation) => operation switch
    {
        IAssignmentOperation assignment => assignment.Target,
        IIncrementOrDecrementOperation increment => increment.Target,
        IArgumentOperation { Parameter.RefKind: not (RefKind.None or RefKind.In) } argument => argument.Value,
        _ => null,
    };

    private static IEnumerable<ISymbol> Targets(IOperation? target) => target switch
    {
        ILocalReferenceOperation local => [local.Local],
        IParameterReferenceOperation parameter => [parameter.Parameter],
        ITupleOperation tuple => tuple.Elements.SelectMany(Targets),
        IDeclarationExpressionOperation declaration => Targets(declaration.Expression),
        _ => [],
    };

    // Output

    private void Emit(Stmt statement) =>
        _out.Add(statement with { Site = _site, Line = _line, NoGrad = _noGrad });

    private void EmitAt(IOperation operation, Stmt statement)
    {
        var outer = _site;
        _site = session.AddSite(operation.Syntax);
        Emit(statement);
        _site = outer;
    }

    private Block InBlock(Action lower)
    {
        var outer = _out;
        _out = [];
        lower();
        var block = Block.Of(_out);
        _out = outer;
        return block;
    }

    /// <summary>The value as an atom whose statement points at the operation itself: for what may be reported there.</summary>
    private Expr AtomAt(IOperation operation, Expr value)
    {
        var outer = _site;
        _site = session.AddSite(operation.Syntax);
        var atom = Atom(value);
        _site = outer;
        return atom;
    }

    /// <summary>The value as an atom: what is not one yet goes into a temporary.</summary>
    private Expr Atom(Expr value, string? name = null)
    {
        if (value.IsAtom)
        {
            return value;
        }

        var temporary = _variables.Create(name ?? TemporaryName.For(value), value.Type);
        Emit(new Assign(temporary, value));
        return new VariableRef(temporary);
    }

    // Findings

    private bool HasErrors => _findings.Any(finding => Descriptors.IsError(finding.Id));

    private void Report(string id, int site, params string[] arguments) =>
        _findings.Add(Finding.Of(id, site, arguments));

    private Expr Unsupported(IOperation operation, string? what = null)
    {
        Report(
            RuleIds.UnsupportedConstruct,
            session.AddSite(operation.Syntax),
            what ?? ConstructName.Of(operation));
        return Placeholder(operation.Type);
    }

    /// <summary>Stands where a finding was made, so that lowering can go on and find more.</summary>
    private Expr Placeholder(ITypeSymbol? type) =>
        TypeMapping.Map(type, Known) is { IsView: false } mapped && mapped.Scalar != ScalarType.String
            ? Constant.Zero(mapped)
            : Constant.Zero(IrType.Double);
}
