using StaticGrad.Generator.Model;
using StaticGrad.Generator.Reverse;
using StaticGrad.Generator.Simplify;

namespace StaticGrad.Generator.Normalising;

/// <summary>
/// A part of a model that is missing, or an item that is not there, throws where the method looks for it. Lowering says where that
/// is, each time; here stay the places at which nothing else tells: those that were not seen before, and behind which another
/// exception, a write or a branch comes before the part is used.
/// </summary>
internal sealed class PartChecks
{
    private readonly MethodIr _method;
    private readonly bool _isCalled;
    private readonly Throwing _throwing;
    private readonly Dictionary<int, Expr> _paths;

    /// <summary>Arrays that are members: one that is used as an array is null where a part on the way is.</summary>
    private readonly Dictionary<int, Expr> _arrays;

    private PartChecks(MethodIr method, bool isCalled)
    {
        _method = method;
        _isCalled = isCalled;
        _throwing = new Throwing(method.Body);
        _paths = Paths.Of(method.Body);
        _arrays = [];
        foreach (var read in method.Body.All().OfType<Assign>().Where(assign => assign is { Target.Type.Shape: Shape.Array, Value: Member }))
        {
            _arrays[read.Target.Id] = read.Value.Along(_paths);
        }
    }

    /// <summary>What is known of a path: that there is an object, or that it is an item that is in range.</summary>
    private readonly record struct Fact(bool IsPresent, Expr Path);

    /// <param name="isCalled">Whether other methods call it: nobody has looked whether its arguments are there.</param>
    public static Block Run(MethodIr method, bool isCalled) => new PartChecks(method, isCalled).Visit(method.Body, []);

    private Block Visit(Block block, HashSet<Fact> outside)
    {
        var known = new HashSet<Fact>(outside);
        var output = new List<Stmt>();
        for (var i = 0; i < block.Statements.Count; i++)
        {
            var statement = block.Statements[i];
            if (Checked(statement) is not { } fact)
            {
                output.Add(Plain(statement, known).WithBlocks(inner => Visit(inner, known)));
            }
            else if (!IsKnown(fact, known))
            {
                // What tells behind may be another such statement, which stays only as long as this one is not known of.
                if (IsToldBehind(fact, block.Statements, i + 1))
                {
                    continue;
                }

                output.Add(statement);
            }

            known.UnionWith(Facts(statement));
        }

        return block.WithStatements(output);
    }

    private Fact? Checked(Stmt statement) => statement switch
    {
        Invoke { Call: RuntimeCall { Function: Runtime.Present } check } => new Fact(true, check.Arguments[0].Along(_paths)),
        Invoke { Call: RuntimeCall { Function: Runtime.LookedUp } check } => new Fact(false, check.Arguments[0].Along(_paths)),
        _ => null,
    };

    private bool IsKnown(Fact fact, HashSet<Fact> known) => known.Contains(fact) || (fact.IsPresent && IsNeverMissing(fact.Path));

    private bool IsNeverMissing(Expr part) =>
        part.Type.IsValueType
        || (part is VariableRef { Variable: { Kind: VariableKind.Parameter } parameter }
            && (!_isCalled || _method.Parameters[_method.IndexOf(parameter)].Passing == Passing.This));

    /// <summary>Whether a statement behind looks for the part too, before anything else can be seen.</summary>
    private bool IsToldBehind(Fact fact, EquatableArray<Stmt> statements, int next)
    {
        for (; next < statements.Count; next++)
        {
            if (Facts(statements[next]).Contains(fact))
            {
                return true;
            }

            if (Checked(statements[next]) is null && !_throwing.IsQuiet(statements[next], fact.IsPresent ? Throws.Null : Throws.Nothing))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>What holds behind a statement's own evaluation.</summary>
    private IEnumerable<Fact> Facts(Stmt statement) => statement is Assign assign && (Paths.IsPath(assign) || assign.Value is Member { IsEarly: true })
        ? []
        : statement.Expressions().SelectMany(Facts).Concat(Checked(statement) is { } fact ? [fact] : Array.Empty<Fact>());

    private IEnumerable<Fact> Facts(Expr expression) => expression.Along(_paths).Parts().SelectMany(LookedAt).SelectMany(IEnumerable<Fact> (part) => part switch
    {
        Member member => [new Fact(true, member.Object)],
        Item => [new Fact(false, part)],
        _ => [],
    });

    /// <summary>The part itself; of what reads an array that is a member, the way to that.</summary>
    private IEnumerable<Expr> LookedAt(Expr part) =>
        part is Load or Length && part.Operands()[0] is VariableRef { Variable: var array } && _arrays.TryGetValue(array.Id, out var member)
            ? member.Parts()
            : [part];

    /// <summary>A struct is there where what it is a part of is.</summary>
    private bool IsThere(Expr part, HashSet<Fact> known) => part is Member { Type.IsValueType: true } inner
        ? IsThere(inner.Object, known)
        : IsKnown(new Fact(true, part), known);

    /// <summary>What is read early and is known to be there is read as anything else.</summary>
    private Stmt Plain(Stmt statement, HashSet<Fact> known) =>
        statement is Assign { Value: Member { IsEarly: true } member } assign && IsThere(member.Object.Along(_paths), known)
            ? assign with { Value = member with { IsEarly = false } }
            : statement;
}
