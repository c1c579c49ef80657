using Microsoft.CodeAnalysis.CSharp;
using StaticGrad.Generator.Analysis;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Emission;

/// <summary>
/// C# names for variables. A name may come again in a scope beside, as the user's own do, but not in one inside another.
/// </summary>
internal sealed class Names
{
    private readonly Dictionary<int, string> _names = [];
    private readonly string _frame;

    /// <param name="scopes">For each variable the region that declares it.</param>
    /// <param name="reserved">Names that are taken in the whole member.</param>
    /// <param name="frame">The variable that holds the frame.</param>
    public Names(IReadOnlyList<(Variable Variable, Region Scope)> scopes, IEnumerable<string> reserved, string frame)
    {
        _frame = frame;
        var taken = new Dictionary<Region, HashSet<string>>();
        var everywhere = new HashSet<string>(reserved, StringComparer.Ordinal);

        // Outer scopes first: an inner one steps aside.
        foreach (var (variable, scope) in scopes.OrderBy(item => item.Scope.Depth).ThenBy(item => item.Variable.Id))
        {
            var name = variable.Name;
            for (var number = 2; everywhere.Contains(name) || IsTaken(scope, name); number++)
            {
                name = variable.Name + number;
            }

            if (!taken.TryGetValue(scope, out var names))
            {
                taken.Add(scope, names = new HashSet<string>(StringComparer.Ordinal));
            }

            names.Add(name);
            _names[variable.Id] = Escape(name);
        }

        bool IsTaken(Region scope, string name)
        {
            for (var region = scope; region is not null; region = region.Parent)
            {
                if (taken.TryGetValue(region, out var names) && names.Contains(name))
                {
                    return true;
                }
            }

            return false;
        }
    }

    public void Fix(Variable variable, string name) => _names[variable.Id] = name;

    public string Of(Variable variable) =>
        _names.TryGetValue(variable.Id, out var name) ? name
        : variable.Kind == VariableKind.FrameField ? _frame + "." + SharedPrinter.FieldName(variable)
        : throw new InvalidOperationException($"{variable} has no name");

    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>
    /// What the user calls an argument, as text. Not <c>nameof</c>: that is no keyword, and a member, parameter or local of the
    /// user's may be called so.
    /// </summary>
    public static string Quoted(string name) => Literal.OfString(name.TrimStart('@'));

    /// <summary>A name as documentation has it: that of an explicit implementation holds its interface's type arguments.</summary>
    public static string InDocumentation(string name) => name.Replace("<", "&lt;").Replace(">", "&gt;");
}
