using StaticGrad.Generator.Diagnostics;
using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Analysis;

/// <summary>
/// A static array, or one of a static model, that is handed to a method which writes it by its own name, and is not written in place:
/// the method has two names for one storage, and takes them for two.
/// </summary>
internal sealed class SharedStatics(HeldArrays held)
{
    public IEnumerable<Finding> Check(IEnumerable<MethodIr> methods)
    {
        foreach (var method in methods)
        {
            var views = new HeldViews(method);
            foreach (var (statement, call) in CallGraph.CallsOf(method).Where(made => !made.Call.Target.Constant))
            {
                if (call.Arguments.Select(argument => Field(argument, views)).OfType<string>().FirstOrDefault(field => IsWritten(call, field)) is { } written)
                {
                    yield return Finding.Of(
                        RuleIds.UnsupportedConstruct,
                        statement.Site,
                        $"a call of '{call.Target.QualifiedName.Replace("global::", "")}', which writes '{written.Replace("global::", "")}' by its name and is given it too,");
                }
            }
        }
    }

    private bool IsWritten(Call call, string field) =>
        held.OfOrNone(call.Target.Key).Any(array => array.IsWritten && array.Field?.QualifiedName == field);

    private static string? Field(Expr argument, HeldViews views) =>
        argument is VariableRef { Variable: { Type.IsView: true } view } ? views.Find(view, isWritten: false)?.Field?.QualifiedName : null;
}
