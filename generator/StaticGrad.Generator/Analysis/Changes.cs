using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Lowering;
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
        _changes = changes.ToDictionary(change => change.Called);
    }

    public IEnumerable<Finding> Check(string root)
    {
        var reached = _changes.Count == 0 ? [] : CallGraph.Reached(_methods, root);
        var read = new HashSet<string>(reached.SelectMany(method => method.Body.All()).SelectMany(statement => statement.Expressions()).SelectMany(Read));
        foreach (var statement in reached.SelectMany(method => method.Body.All()))
        {
            foreach (var change in MadeBy(statement))
            {
                if (change.Changed.FirstOrDefault(changed => read.Contains(changed) || (changed == SideEffects.Anything && read.Count > 0)) is { } changed)
                {
                    yield return Finding.Of(RuleIds.UnsupportedConstruct, statement.Site, $"a call of '{change.Name}', which {TextOf(changed)},");
                }
            }
        }
    }

    /// <summary>Whether a call, or one that is made on the way, changes one of these.</summary>
    public bool Through(Call call, IReadOnlyCollection<string> names)
    {
        bool Any(MethodChanges change) => change.Changed.Any(changed => changed == SideEffects.Anything || names.Contains(changed));
        return _changes.Count > 0
            && ((_changes.TryGetValue(call.Target.Key, out var own) && Any(own))
                || CallGraph.Reached(_methods, call.Target.Key).SelectMany(method => method.Body.All()).SelectMany(MadeBy).Any(Any));
    }

    private IEnumerable<MethodChanges> MadeBy(Stmt statement)
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

    /// <summary>What of models, and of static ones, an expression reads.</summary>
    private static IEnumerable<string> Read(Expr expression)
    {
        var read = new List<string>();
        expression.Any(part =>
        {
            read.AddRange(part switch
            {
                Member member => [SideEffects.Member(member.Name)],
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
        '*' => "may change models that are read here",
        '.' => $"changes '{changed.Substring(1)}' of a model, which is read here",
        '[' => $"changes an array of '{changed.Substring(1, changed.Length - 2)}', which is read here",
        _ => $"changes '{changed.Replace("global::", "")}', a static model that is read here",
    };
}
