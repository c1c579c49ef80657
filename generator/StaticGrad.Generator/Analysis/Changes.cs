using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Lowering.OpaqueCalls;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Analysis;

/// <summary>
/// A model does not change while a differentiable method runs: parts are read when they are needed, in both sweeps. A call that is
/// made as it stands, of a method that changes what is read of models, is refused.
/// </summary>
internal sealed class Changes
{
    private readonly IReadOnlyDictionary<string, MethodIr> _methods;
    private readonly Dictionary<string, MethodChanges> _changes;

    public Changes(IReadOnlyDictionary<string, MethodIr> methods, IEnumerable<MethodChanges> changes)
    {
        _methods = methods;
        var all = changes.ToList();
        var replaced = new HashSet<string>(all.SelectMany(change => change.Changed));
        _changes = all.Select(change => WithReplaced(change, replaced)).ToDictionary(change => change.Called);
    }

    /// <summary>A static array that another call may have replaced may be any when it is written.</summary>
    private static MethodChanges WithReplaced(MethodChanges change, HashSet<string> replaced) => change with
    {
        Changed = change.Changed
            .Concat(change.Arrays.Where(array => replaced.Contains(array.QualifiedName)).Select(array => SideEffects.Items(array.Type.Element.ToCSharp())))
            .Distinct()
            .ToEquatableArray(),
    };

    public IEnumerable<Finding> Check(string root)
    {
        var reached = _changes.Count == 0 ? [] : CallGraph.Reached(_methods, root);
        var read = new HashSet<string>(reached.SelectMany(Read).Concat(reached.Count == 0 ? [] : ReadInPlace(_methods[root])));
        foreach (var statement in reached.SelectMany(method => method.Body.All()))
        {
            foreach (var change in MadeBy(statement))
            {
                if ((change.Changed.FirstOrDefault(changed => changed == SideEffects.Anything ? read.Count > 0 : read.Contains(changed))
                    ?? OfOtherSign(change, read)) is { } changed)
                {
                    yield return Finding.Of(RuleIds.UnsupportedConstruct, statement.Site, $"a call of '{change.Name}', which {TextOf(changed)},");
                }
            }
        }
    }

    /// <summary>A static array is compared with arrays of its own type. Integers may be seen as those of the other sign.</summary>
    private static string? OfOtherSign(MethodChanges change, HashSet<string> read) => change.Arrays
        .Select(array => array.Type.Element.ToCSharp())
        .Where(own => read.Any(other => other != own && SideEffects.Items(other) == SideEffects.Items(own)))
        .Select(SideEffects.Items)
        .FirstOrDefault();

    /// <summary>Whether a call, or one that is made on the way, changes one of these.</summary>
    public bool Through(Call call, IReadOnlyCollection<string> names)
    {
        bool Any(MethodChanges change) => change.Changed.Any(changed => changed == SideEffects.Anything || names.Contains(changed))
            || change.Arrays.Any(array => names.Contains(array.QualifiedName));
        return _changes.Count > 0
            && ((_changes.TryGetValue(call.Target.Key, out var own) && Any(own))
                || CallGraph.Reached(_methods, call.Target.Key).SelectMany(method => method.Body.All()).SelectMany(MadeBy).Any(Any));
    }

    /// <summary>What the calls in a statement change that are made as they stand.</summary>
    public IEnumerable<MethodChanges> MadeBy(Stmt statement)
    {
        var made = new List<MethodChanges>();
        foreach (var expression in statement.Expressions())
        {
            expression.Any(part =>
            {
                if ((part is Call call && _changes.TryGetValue(call.Target.Key, out var change))
                    || (part is StaticRead property && _changes.TryGetValue(property.QualifiedName, out change)))
                {
                    made.Add(change);
                }

                return false;
            });
        }

        return made;
    }

    /// <summary>What the caller passes by <c>in</c>, or calls a struct's method on, is a place that may change.</summary>
    private static IEnumerable<string> ReadInPlace(MethodIr root) => root.Parameters
        .Where(parameter => parameter.Passing == Passing.In || parameter is { Passing: Passing.This, Variable.Type.IsValueType: true })
        .Select(parameter => parameter.Variable.Type.ToCSharp().Replace("global::", ""))
        .SelectMany(type => new[] { SideEffects.Place(type), SideEffects.Items(type) });

    private static IEnumerable<string> Read(MethodIr method)
    {
        var roots = new Roots(method);
        return method.Body.All().SelectMany(statement => statement.Expressions()).SelectMany(expression => Read(expression, roots));
    }

    /// <summary>
    /// What of models, static ones, and arguments an expression reads. What is read of a static array is kept, and needs not be here.
    /// </summary>
    private static IEnumerable<string> Read(Expr expression, Roots roots)
    {
        var read = new List<string>();
        expression.Any(part =>
        {
            read.AddRange(part switch
            {
                Load { View.Type: { IsObject: false, Shape: not Shape.Cell } type } load when roots.Of(load.View).IsParameter =>
                    [type.Element.ToCSharp(), SideEffects.Items(type.Element.ToCSharp())],
                Member member => member.IsOfLibrary ? [SideEffects.Member(member.Name), SideEffects.LibraryModels] : [SideEffects.Member(member.Name)],
                Item item => [SideEffects.Items(item.Type.ToCSharp().Replace("global::", ""))],
                StaticRead { Type.IsObject: true, IsReadOnly: false } field => [field.QualifiedName],
                _ => Array.Empty<string>(),
            });
            return false;
        });
        return read;
    }

    private static string TextOf(string changed) => changed[0] switch
    {
        '*' => "may change what is read here",
        '.' when changed == SideEffects.LibraryModels => "may change models that are read here",
        '.' => $"changes '{changed.Substring(1)}' of a model, which is read here",
        '&' => $"may change a '{changed.Substring(1)}' that is passed by 'in' here",
        '[' => $"may change an array of '{changed.Substring(1, changed.Length - 2)}', which is read here",
        _ => $"changes '{changed.Replace("global::", "")}', a static model that is read here",
    };
}
