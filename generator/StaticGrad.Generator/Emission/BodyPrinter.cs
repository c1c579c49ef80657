using StaticGrad.Generator.Analysis;
using StaticGrad.Generator.Model;
using StaticGrad.Generator.Normalising;

namespace StaticGrad.Generator.Emission;

/// <summary>
/// A block of the representation as the body of a C# member: where each variable is declared, what it is called, and the
/// statement forms that a person would have written.
/// </summary>
internal sealed partial class BodyPrinter
{
    private readonly CodeWriter _writer;
    private readonly IReadOnlyList<string> _lines;
    private readonly Regions _regions;
    private readonly Names _names;
    private readonly ExpressionPrinter _expressions;
    private readonly Dictionary<Region, Region> _scopes = [];
    private readonly Dictionary<int, (Variable Variable, Region Scope)> _locals;
    private readonly Mentions _mentions;
    private readonly HashSet<int> _declared = [];
    private readonly HashSet<int> _gotoContinues = [];
    private readonly Block _body;
    private readonly bool _hasLabel;
    private bool _comments;
    private int _line = -1;

    /// <param name="parameters">Variables that the member's header declares, with their names as C# writes them.</param>
    /// <param name="reserved">Other names that locals must not take.</param>
    /// <param name="frame">The name of the frame, whose fields some variables are.</param>
    public BodyPrinter(
        CodeWriter writer,
        Block body,
        IReadOnlyList<string> lines,
        IReadOnlyList<(Variable Variable, string Name)> parameters,
        IEnumerable<string> reserved,
        string frame = "frame")
    {
        _writer = writer;
        _lines = lines;
        _body = Numbering.Run(body);
        _regions = new Regions(_body);
        _hasLabel = _body.All().Any(statement => statement is Label);
        MapScopes(_body, _regions.Root);
        var fixedIds = new HashSet<int>(parameters.Select(parameter => parameter.Variable.Id));
        var locals = _body.All()
            .SelectMany(statement => statement.Reads().Concat(statement.Targets()))
            .Where(variable => variable.Kind != VariableKind.FrameField && !fixedIds.Contains(variable.Id))
            .GroupBy(variable => variable.Id)
            .Select(group => group.First())
            .Select(variable => (variable, Scope: Scope(_regions.Home(variable))))
            .ToList();
        _locals = locals.ToDictionary(item => item.variable.Id);
        _mentions = new Mentions(_body);
        _names = new Names(locals, parameters.Select(parameter => parameter.Name.TrimStart('@')).Concat(reserved), frame);
        foreach (var (variable, name) in parameters)
        {
            _names.Fix(variable, name);
            _declared.Add(variable.Id);
        }

        _expressions = new ExpressionPrinter(_names.Of);
    }

    public void Print() => Print(_body, _regions.Root);

    // Scopes

    /// <summary>Blocks that are printed in line belong to the scope around them.</summary>
    private void MapScopes(Block block, Region region)
    {
        foreach (var statement in block.Statements)
        {
            var flattened = FlattenedArm(statement);
            var index = 0;
            foreach (var nested in statement.Blocks())
            {
                var inner = _regions.Of(statement, index);
                if (statement is Sequel || flattened == index || (statement is Loop && index == 1))
                {
                    _scopes[inner] = inner.Parent!;
                }

                MapScopes(nested, inner);
                index++;
            }
        }
    }

    private Region Scope(Region region)
    {
        while (_scopes.TryGetValue(region, out var outer))
        {
            region = outer;
        }

        return region;
    }

    /// <summary>The arm that follows a guard without <c>else</c>, because the other arm leaves; -1 for none.</summary>
    private static int FlattenedArm(Stmt statement) => statement switch
    {
        If branch when !branch.Else.IsEmpty && Leaves(branch.Then) => 1,
        If branch when !branch.Then.IsEmpty && Leaves(branch.Else) => 0,
        _ => -1,
    };

    private static bool Leaves(Block block) =>
        block.Statements.Count > 0 && block.Statements[block.Statements.Count - 1] is Break or Continue or Return or Goto;

    // Blocks

    private void Print(Block block, Region region)
    {
        var isScope = !_scopes.ContainsKey(region);
        if (isScope && _hasLabel && region == _regions.Root)
        {
            // Control may jump over a declaration to the label behind.
            DeclareAll(region);
        }

        foreach (var statement in block.Statements)
        {
            DeclareBefore(statement, Scope(region));
            Print(statement, region);
        }
    }

    private void DeclareAll(Region scope)
    {
        foreach (var (variable, _) in _locals.Values.Where(local => local.Scope == scope).OrderBy(local => local.Variable.Id))
        {
            if (!_declared.Contains(variable.Id))
            {
                DeclareZero(variable);
            }
        }
    }

    /// <summary>Declares what first comes inside a nested block or is read before it is assigned here.</summary>
    private void DeclareBefore(Stmt statement, Region scope)
    {
        foreach (var id in _mentions.Of(statement).Where(id => !_declared.Contains(id)).OrderBy(id => id))
        {
            if (_locals.TryGetValue(id, out var local)
                && local.Scope == scope
                && !IsDeclaredBy(statement, local.Variable)
                && !IsInFlattened(statement, local.Variable))
            {
                DeclareZero(local.Variable);
            }
        }
    }

    /// <summary>A block that is printed in line declares for itself, when nothing else of the statement has the variable.</summary>
    private bool IsInFlattened(Stmt statement, Variable variable)
    {
        var index = statement is Sequel ? 0 : FlattenedArm(statement);
        return index >= 0
            && !statement.Expressions().Any(e => e.Reads(variable))
            && !statement.Blocks().Where((_, i) => i != index).Any(block => _mentions.IsIn(block, variable));
    }

    private static bool IsDeclaredBy(Stmt statement, Variable variable) =>
        statement is Assign or Declare or AssignPair or For
        && statement.Targets().Any(target => target.Id == variable.Id)
        && !statement.Expressions().Any(e => e.Reads(variable));

    private void DeclareZero(Variable variable)
    {
        _declared.Add(variable.Id);
        var zero = variable.Type switch
        {
            { Shape: Shape.Array } or { Scalar: ScalarType.Frame } or { IsObject: true, IsValueType: false } => "null!",
            { IsView: true } => "default",
            { Scalar: ScalarType.Bool } => "false",
            _ => Literal.Of(Constant.Zero(variable.Type)),
        };
        _writer.Line($"{variable.Type.ToCSharp()} {_names.Of(variable)} = {zero};");
    }

    // Statements

    private string Text(Expr expr) => _expressions.Print(expr);

    /// <summary>Heads each group of adjoints with the statement that it belongs to.</summary>
    private void Comment(Stmt statement)
    {
        if (_comments && statement.Line >= 0 && statement.Line != _line && statement is Assign or Accumulate or Store or AddTo or Invoke)
        {
            _writer.Space();
            _writer.Line("// " + _lines[statement.Line]);
            _line = statement.Line;
        }
    }

    private void Print(Stmt statement, Region region)
    {
        Comment(statement);
        switch (statement)
        {
            case Heading heading:
                _writer.Space();
                _writer.Line("// " + heading.Text);
                _comments = heading.WithLines;
                break;
            case Declare declare:
                if (_declared.Contains(declare.Variable.Id))
                {
                    _writer.Line($"{_names.Of(declare.Variable)} = {Literal.Of(Constant.Zero(declare.Variable.Type))};");
                }
                else
                {
                    DeclareZero(declare.Variable);
                }

                break;
            case Assign assign:
                PrintAssign(assign.Target, assign.Value, region);
                break;
            case AssignPair pair:
                _writer.Line($"({Target(pair.First, region)}, {Target(pair.Second, region)}) = {Text(pair.Value)};");
                break;
            case Accumulate accumulate:
                PrintAccumulate(_names.Of(accumulate.Target), accumulate.Value, accumulate.Subtract);
                break;
            case Store store:
                _writer.Line($"{Text(new Load(store.View, store.Index))} = {Text(store.Value)};");
                break;
            case AddTo add:
                PrintAccumulate(Text(new Load(add.View, add.Index)), add.Value, add.Subtract);
                break;
            case If branch:
                PrintIf(branch);
                break;
            case For loop:
                PrintFor(loop);
                break;
            case Loop loop:
                PrintLoop(loop);
                break;
            case Sequel sequel:
                Print(sequel.Body, _regions.Of(sequel, 0));
                break;
            case Break:
                _writer.Line("break;");
                break;
            case Continue exit:
                _writer.Line(_gotoContinues.Contains(exit.Loop) ? $"goto Continue{exit.Loop};" : "continue;");
                break;
            case Return result:
                _writer.Line(result.Value is null ? "return;" : $"return {Text(result.Value)};");
                break;
            case Throw thrown:
                _writer.Line($"throw {Text(thrown.Exception)};");
                break;
            case Invoke invoke:
                _writer.Line(Text(invoke.Call) + ";");
                break;
            case Goto jump:
                _writer.Line($"goto {jump.Label};");
                break;
            case Label label:
                _writer.Line($"{label.Name}:;");
                break;
            default:
                throw new InvalidOperationException($"cannot print {statement.GetType().Name}");
        }
    }

    private string Target(Variable variable, Region region) =>
        variable.Kind != VariableKind.FrameField && Scope(_regions.Home(variable)) == Scope(region) && _declared.Add(variable.Id)
            ? $"{variable.Type.ToCSharp()} {_names.Of(variable)}"
            : _names.Of(variable);

    private void PrintAssign(Variable target, Expr value, Region region)
    {
        var isNew = !_declared.Contains(target.Id);
        var text = Target(target, region);
        if (!isNew && value is Binary { Overflow: Overflow.AsCompiled } binary && CompoundOf(binary.Operator) is { } symbol
            && binary.Type == target.Type
            && binary.Left is VariableRef left && left.Variable.Id == target.Id)
        {
            PrintCompound(text, symbol, binary.Right);
        }
        else
        {
            _writer.Line($"{text} = {(value is Member { IsEarly: true } member ? _expressions.PrintQuietly(member) : Text(value))};");
        }
    }

    private static string? CompoundOf(BinaryOperator op) => op switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        _ => null,
    };

    private void PrintAccumulate(string target, Expr value, bool subtract) => PrintCompound(target, subtract ? "-" : "+", value);

    private void PrintCompound(string target, string symbol, Expr value) => _writer.Line(
        symbol is "+" or "-" && value is Constant { Type.Scalar: ScalarType.Int32, Bits: 1 }
            ? $"{target}{symbol}{symbol};"
            : $"{target} {symbol}= {Text(value)};");

    private void PrintIf(If branch)
    {
        var (condition, then, thenIndex, otherwise) = (branch.Condition, branch.Then, 0, branch.Else);
        var flattened = FlattenedArm(branch);
        if (flattened == 0 || then.IsEmpty)
        {
            (condition, then, thenIndex, otherwise) = (Negated(condition), branch.Else, 1, branch.Then);
        }

        _writer.Open($"if ({Text(condition)})");
        Print(then, _regions.Of(branch, thenIndex));
        _writer.Close();
        if (otherwise.IsEmpty)
        {
            return;
        }

        var otherRegion = _regions.Of(branch, 1 - thenIndex);
        if (flattened >= 0)
        {
            Print(otherwise, otherRegion);
        }
        else
        {
            _writer.Open("else");
            Print(otherwise, otherRegion);
            _writer.Close();
        }
    }

    /// <summary>The opposite condition. Comparisons keep their form: the opposite of &lt; is not &gt;= where a NaN may come.</summary>
    private static Expr Negated(Expr condition) => condition switch
    {
        Unary { Operator: UnaryOperator.Not } unary => unary.Operand,
        Binary { IsComparison: true } comparison when Opposite(comparison) is { } opposite =>
            comparison with { Operator = opposite },
        _ => new Unary(UnaryOperator.Not, condition, IrType.Bool),
    };

    private static BinaryOperator? Opposite(Binary comparison) => comparison.Operator switch
    {
        BinaryOperator.Equal => BinaryOperator.NotEqual,
        BinaryOperator.NotEqual => BinaryOperator.Equal,
        _ when comparison.Left.Type.HasFloatingElement => null,
        BinaryOperator.Less => BinaryOperator.GreaterOrEqual,
        BinaryOperator.LessOrEqual => BinaryOperator.Greater,
        BinaryOperator.Greater => BinaryOperator.LessOrEqual,
        BinaryOperator.GreaterOrEqual => BinaryOperator.Less,
        _ => null,
    };
}
