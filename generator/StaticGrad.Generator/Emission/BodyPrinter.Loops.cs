using StaticGrad.Generator.Analysis;
using StaticGrad.Generator.Model;
using StaticGrad.Generator.Normalising;

namespace StaticGrad.Generator.Emission;

/// <summary>Loops in the form that a person would have written.</summary>
internal sealed partial class BodyPrinter
{
    private void PrintFor(For loop)
    {
        _declared.Add(loop.Counter.Id);
        var counter = _names.Of(loop.Counter);
        var condition = new Binary(
            (loop.Step > 0, loop.Inclusive) switch
            {
                (true, true) => BinaryOperator.LessOrEqual,
                (true, false) => BinaryOperator.Less,
                (false, true) => BinaryOperator.GreaterOrEqual,
                _ => BinaryOperator.Greater,
            },
            new VariableRef(loop.Counter),
            loop.To,
            IrType.Bool);
        var step = loop.Step switch
        {
            1 => $"{counter}++",
            -1 => $"{counter}--",
            > 0 => $"{counter} += {loop.Step}",
            _ => $"{counter} -= {-(long)loop.Step}",
        };
        _writer.Open(
            $"for ({loop.Counter.Type.ToCSharp()} {counter} = {Text(loop.From)}; {Text(condition)}; {step})");
        Print(loop.Body, _regions.Of(loop, 0));
        _writer.Close();

        // The reverse of the loop has a counter of its own, which may have the same name.
        _declared.Remove(loop.Counter.Id);
    }

    private void PrintLoop(Loop loop)
    {
        var body = _regions.Of(loop, 0);
        var continuing = Flat(loop.Continuing).ToList();
        if (continuing.Count == 1 && continuing[0] is If { Then.IsEmpty: true } test && IsBreakOnly(test.Else, loop)
            && CanMoveOut(test.Condition, body))
        {
            _writer.Open("do");
            Print(loop.Body, body);
            _writer.Close($" while ({Text(test.Condition)});");
            return;
        }

        var condition = WhileCondition(loop, body);
        var header = continuing.Count == 0
            ? $"while ({(condition is null ? "true" : Text(condition))})"
            : Increments(continuing, body) is { } increments
                ? $"for (; {(condition is null ? "" : Text(condition))}; {increments})"
                : null;
        if (header is null)
        {
            PrintWithLabel(loop, body);
            return;
        }

        _writer.Open(header);
        if (condition is not null && loop.Body.Statements[0] is If guard)
        {
            var arm = guard.Then.IsEmpty || IsBreakOnly(guard.Then, loop) ? 1 : 0;
            Print(arm == 0 ? guard.Then : guard.Else, _regions.Of(guard, arm));
        }
        else
        {
            Print(loop.Body, body);
        }

        _writer.Close();
    }

    private static IEnumerable<Stmt> Flat(Block block) => block.Statements.SelectMany(statement =>
        statement is Sequel sequel ? Flat(sequel.Body) : [statement]);

    private static bool IsBreakOnly(Block block, Loop loop) =>
        block.Statements.Count == 1 && block.Statements[0] is Break exit && exit.Loop == loop.Number;

    private bool CanMoveOut(Expr condition, Region body) =>
        condition.Variables().All(variable => !body.Contains(_regions.Home(variable)));

    /// <summary>The condition of <c>while</c> when the body begins with leaving unless it holds.</summary>
    private Expr? WhileCondition(Loop loop, Region body)
    {
        if (loop.Body.Statements.Count != 1 || loop.Body.Statements[0] is not If guard || !CanMoveOut(guard.Condition, body))
        {
            return null;
        }

        return IsBreakOnly(guard.Else, loop) ? guard.Condition
            : IsBreakOnly(guard.Then, loop) ? Negated(guard.Condition)
            : null;
    }

    private string? Increments(List<Stmt> continuing, Region body)
    {
        var parts = new List<string>();
        foreach (var statement in continuing)
        {
            if (statement is not (Assign or Accumulate)
                || statement.Targets().Any(target => body.Contains(_regions.Home(target)))
                || statement.Expressions().Any(expression => !CanMoveOut(expression, body)))
            {
                return null;
            }

            var writer = new CodeWriter();
            var printed = new BodyPrinter(this, writer);
            printed.Print(statement, body);
            parts.Add(writer.ToString().Trim().TrimEnd(';'));
        }

        return string.Join(", ", parts);
    }

    /// <summary>Prints single statements elsewhere with the same names.</summary>
    private BodyPrinter(BodyPrinter other, CodeWriter writer)
    {
        _writer = writer;
        _lines = other._lines;
        _body = other._body;
        _regions = other._regions;
        _names = other._names;
        _expressions = other._expressions;
        _scopes = other._scopes;
        _locals = other._locals;
        _mentions = other._mentions;
        _declared = other._declared;
    }

    private void PrintWithLabel(Loop loop, Region body)
    {
        var continues = loop.Body.All().Any(statement => statement is Continue exit && exit.Loop == loop.Number);
        if (continues)
        {
            _gotoContinues.Add(loop.Number);
        }

        _writer.Open("while (true)");
        if (continues)
        {
            DeclareAll(body);
        }

        Print(loop.Body, body);
        if (continues)
        {
            _writer.Line($"Continue{loop.Number}:;");
        }

        Print(loop.Continuing, _regions.Of(loop, 1));
        _writer.Close();
    }
}
