using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace StaticGrad.Generator.Lowering;

/// <summary>Names a construct for people: the argument of SGRAD101.</summary>
internal static class ConstructName
{
    public static string Of(IOperation operation) => operation switch
    {
        IInvalidOperation => "code that does not compile",
        ISwitchOperation => "a switch statement",
        ISwitchExpressionOperation => "a switch expression",
        ITryOperation => "try",
        ILockOperation => "lock",
        IUsingOperation or IUsingDeclarationOperation => "using of anything but Grad.NoGrad()",
        IAnonymousFunctionOperation or IDelegateCreationOperation => "a delegate or lambda",
        ILocalFunctionOperation => "a local function",
        IAwaitOperation => "await",
        IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IDynamicIndexerAccessOperation => "dynamic",
        ITranslatedQueryOperation => "a query expression",
        IInstanceReferenceOperation => "this",
        IObjectCreationOperation creation => $"an object of type '{creation.Type?.ToDisplayString()}'",
        IPropertyReferenceOperation property => $"the property '{property.Property.Name}'",
        IFieldReferenceOperation field => $"the field '{field.Field.Name}'",
        IInvocationOperation call => $"a call of '{call.TargetMethod.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}'",
        ITupleOperation => "a tuple",
        IIsPatternOperation or IIsTypeOperation => "a pattern",
        IThrowOperation => "throw inside of an expression",

        // What has no type of its own becomes of the type that is wanted: not the conversion is what is in the way.
        IConversionOperation { Operand: { Type: null } untyped } => Of(untyped),
        IConversionOperation conversion =>
            $"a conversion from '{conversion.Operand.Type?.ToDisplayString()}' to '{conversion.Type?.ToDisplayString()}'",
        IBranchOperation { BranchKind: BranchKind.GoTo } => "goto",
        ILabeledOperation => "a label",
        ICoalesceOperation => "the operator ??",
        ICoalesceAssignmentOperation => "the operator ??=",
        IConditionalAccessOperation => "the operator ?.",
        IAddressOfOperation => "an address",
        IRangeOperation => "a range",
        _ => Syntax(operation),
    };

    private static string Syntax(IOperation operation) => operation.Syntax.Kind() switch
    {
        SyntaxKind.StackAllocArrayCreationExpression or SyntaxKind.ImplicitStackAllocArrayCreationExpression => "stackalloc",
        SyntaxKind.CollectionExpression => "a collection expression",
        SyntaxKind.YieldReturnStatement or SyntaxKind.YieldBreakStatement => "an iterator",
        SyntaxKind.RefExpression => "a ref expression",
        SyntaxKind.UnsafeStatement or SyntaxKind.FixedStatement or SyntaxKind.PointerIndirectionExpression => "unsafe code",
        var kind => $"this construct ({kind})",
    };
}
