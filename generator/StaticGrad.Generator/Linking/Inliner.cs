using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Model;
using StaticGrad.Generator.Normalising;

namespace StaticGrad.Generator.Linking;

/// <summary>
/// Replaces calls by the callee's body where it is small, not recursive and returns only at its end. Other calls of known
/// methods stay calls: of the method itself where nothing active is involved, of its shared derivative otherwise.
/// </summary>
internal sealed class Inliner(IReadOnlyDictionary<string, MethodIr> methods, string root, List<Finding> findings)
{
    private const int LargestCallee = 100;
    private const int LargestMethod = 3000;

    private readonly Dictionary<string, MethodIr> _linked = [];
    private readonly HashSet<string> _open = [];
    private readonly Dictionary<string, HashSet<string>> _calledBy = [];
    private readonly Dictionary<string, bool> _isRecursive = [];

    /// <summary>The method with small callees inlined and exits normalised.</summary>
    public MethodIr Link(MethodIr method)
    {
        if (_linked.TryGetValue(method.Key, out var done))
        {
            return done;
        }

        _open.Add(method.Key);
        var body = ExitNesting.Run(method.Body);
        var linked = new BodyLinker(this, method.Home?.QualifiedName ?? root, method.NextVariable, body).Run(method, body);
        _open.Remove(method.Key);
        _linked[method.Key] = linked;
        return linked;
    }

    /// <summary>The linked callee when its body should stand in for the call.</summary>
    private MethodIr? Inlinable(Call call, string host)
    {
        if (!methods.TryGetValue(call.Target.Key, out var callee)
            || _open.Contains(call.Target.Key)
            || call.Target.Constant && call.Target.Unreachable is null
            || StaysCall(call))
        {
            return null;
        }

        if (IsRecursive(callee.Key))
        {
            return null;
        }

        callee = Link(callee);
        var statements = callee.Body.All();
        return statements.Count <= LargestCallee
            && TailReturns.Only(callee.Body, callee.Result.IsView)
            && statements.All(s => s.Expressions().All(e => !e.Any(x => x.PrivateTo() is { } type && type != host)))
            ? callee
            : null;
    }

    /// <summary>Whether it calls itself, directly or not.</summary>
    public bool IsRecursive(string method)
    {
        if (!_isRecursive.TryGetValue(method, out var result))
        {
            var seen = new HashSet<string>();
            result = CalledBy(method).Any(callee => Reaches(callee, method, seen));
            _isRecursive.Add(method, result);
        }

        return result;
    }

    private bool Reaches(string from, string to, HashSet<string> seen) =>
        from == to || (seen.Add(from) && CalledBy(from).Any(callee => Reaches(callee, to, seen)));

    private IReadOnlyCollection<string> CalledBy(string method)
    {
        if (!_calledBy.TryGetValue(method, out var called))
        {
            called = methods.TryGetValue(method, out var caller) ? CallsIn(caller.Body) : [];
            _calledBy.Add(method, called);
        }

        return called;
    }

    private static HashSet<string> CallsIn(Block body)
    {
        var called = new HashSet<string>();
        foreach (var expression in body.All().SelectMany(statement => statement.Expressions()))
        {
            expression.Any(part =>
            {
                if (part is Call call)
                {
                    called.Add(call.Target.Key);
                }

                return false;
            });
        }

        return called;
    }

    /// <summary>Nothing floating comes out of it: the method itself is called.</summary>
    private static bool StaysCall(Call call) =>
        call.Target.Unreachable is null
        && !call.Type.HasFloatingElement
        && call.Arguments.All(argument => !argument.Type.IsView || argument.Type.IsObject);

    private sealed class BodyLinker(Inliner owner, string host, int nextVariable, Block original)
    {
        private readonly VariableFactory _variables = new(nextVariable);
        private int _loops = original.All().Select(s => s is For f ? f.Loop + 1 : s is Loop l ? l.Number + 1 : 0).DefaultIfEmpty(0).Max();
        private int _size = original.All().Count();

        public MethodIr Run(MethodIr method, Block body)
        {
            var linked = Link(body);
            return method with { Body = linked, NextVariable = _variables.Next };
        }

        private Block Link(Block block)
        {
            var output = new List<Stmt>();
            foreach (var statement in block.Statements)
            {
                switch (statement)
                {
                    case Assign { Value: Call call } assign when Callee(call) is { } callee:
                        Inline(call, callee, assign, assign.Target, output);
                        break;
                    case Invoke { Call: Call call } invoke when Callee(call) is { } callee:
                        Inline(call, callee, invoke, null, output);
                        break;
                    default:
                        RefuseViewResult(statement);
                        output.Add(statement.WithBlocks(Link));
                        break;
                }
            }

            return Block.Of(output);
        }

        private MethodIr? Callee(Call call) => _size > LargestMethod ? null : owner.Inlinable(call, host);

        private void RefuseViewResult(Stmt statement)
        {
            if (statement is Assign { Value: Call { Type.IsView: true } call })
            {
                owner.RefuseViewResult(call, statement.Site);
            }
        }

        private void Inline(Call call, MethodIr callee, Stmt site, Variable? target, List<Stmt> output)
        {
            _size += callee.Body.All().Count();
            var map = new Dictionary<int, Expr>();
            var assigned = new HashSet<int>(callee.Body.All().SelectMany(s => s.Targets()).Select(v => v.Id));
            for (var i = 0; i < callee.Parameters.Count; i++)
            {
                var parameter = callee.Parameters[i].Variable;
                var argument = call.Arguments[i];
                if (callee.Parameters[i].Frozen && argument.Type.HasFloatingElement)
                {
                    argument = Copy(parameter, new DetachOf(argument), site, output);
                }
                else if (assigned.Contains(parameter.Id))
                {
                    argument = Copy(parameter, argument, site, output);
                }

                map[parameter.Id] = argument;
            }

            var copier = new Copier(map, target, _variables, _loops, site);
            var body = copier.Copy(TailReturns.Replace(callee.Body));
            _loops = Math.Max(_loops, copier.NextLoop);
            output.AddRange(body.Statements);
        }

        private Expr Copy(Variable parameter, Expr argument, Stmt site, List<Stmt> output)
        {
            var type = argument is DetachOf or VariableRef && parameter.Type.IsView ? argument.Type : parameter.Type;
            var copy = _variables.Create(parameter.Name, type);
            output.Add(new Assign(copy, argument) { Site = site.Site, Line = site.Line, NoGrad = site.NoGrad });
            return copy.Ref();
        }
    }

    private void RefuseViewResult(Call call, int site) => findings.Add(Finding.Of(
        RuleIds.UnsupportedConstruct,
        site,
        $"a call of '{call.Target.QualifiedName.Replace("global::", "")}', which returns an array and cannot be written in place,"));

    /// <summary>Copies a callee's statements with fresh variables and loop numbers.</summary>
    private sealed class Copier(
        Dictionary<int, Expr> map, Variable? target, VariableFactory variables, int firstLoop, Stmt call)
    {
        private readonly Dictionary<int, Variable> _fresh = [];
        private int _loops;

        public int NextLoop => firstLoop + _loops;

        public Block Copy(Block block) => Block.Of(block.Statements.Select(Copy));

        private Stmt Copy(Stmt statement)
        {
            // Retain speaks of the result of the method that it stands in.
            var copy = statement.WithBlocks(Copy).MapExpressions(e => (e is RetainOf retain ? retain.Operand : e).Substitute(Replace));
            copy = copy switch
            {
                Assign assign => assign with { Target = Fresh(assign.Target) },
                AssignPair pair => pair with { First = Fresh(pair.First), Second = Fresh(pair.Second) },
                For loop => loop with { Counter = Fresh(loop.Counter), Loop = Number(loop.Loop) },
                Loop loop => loop with { Number = Number(loop.Number) },
                Break exit => new Break(Number(exit.Loop)) { Site = exit.Site, Line = exit.Line },
                Continue exit => new Continue(Number(exit.Loop)) { Site = exit.Site, Line = exit.Line },
                _ => copy,
            };

            // What a call under NoGrad does is the call's doing, not the callee's: findings belong there.
            return call.NoGrad ? copy with { NoGrad = true, Site = call.Site } : copy;
        }

        private int Number(int loop)
        {
            _loops = Math.Max(_loops, loop + 1);
            return firstLoop + loop;
        }

        private Expr? Replace(Variable variable) =>
            map.TryGetValue(variable.Id, out var argument) ? argument : Fresh(variable).Ref();

        private Variable Fresh(Variable variable)
        {
            // A parameter that the callee assigns was copied into a variable; a result goes to the caller's own.
            if (map.TryGetValue(variable.Id, out var argument))
            {
                return ((VariableRef)argument).Variable;
            }

            if (variable.Id == TailReturns.ResultId && target is not null)
            {
                return target;
            }

            if (!_fresh.TryGetValue(variable.Id, out var fresh))
            {
                fresh = variables.Create(variable.Name, variable.Type, variable.Kind);
                _fresh.Add(variable.Id, fresh);
            }

            return fresh;
        }
    }
}
