using Microsoft.CodeAnalysis;

namespace StaticGrad.Generator.Lowering;

/// <summary>
/// How deep operations are nested. The passes recurse into them, and an overflow of the stack would end the whole build: the
/// bound is a number, not what a thread's stack has left, so that generator and analyzer reach the same verdict.
/// </summary>
internal static class Nesting
{
    public const int Deepest = 400;

    public static bool IsTooDeep(IOperation root)
    {
        var pending = new Stack<(IOperation Operation, int Depth)>();
        pending.Push((root, 0));
        while (pending.Count > 0)
        {
            var (operation, depth) = pending.Pop();
            if (depth > Deepest)
            {
                return true;
            }

            foreach (var child in operation.ChildOperations)
            {
                pending.Push((child, depth + 1));
            }
        }

        return false;
    }
}
