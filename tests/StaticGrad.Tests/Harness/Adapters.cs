using System.Reflection;
using System.Reflection.Emit;
using StaticGrad.Tests.Duals;

namespace StaticGrad.Tests.Harness;

using ParameterInfo = System.Reflection.ParameterInfo;

internal delegate double PrimalCall(object?[] arguments);

internal delegate Dual DualCall(object?[] arguments);

internal delegate double BackwardCall(object?[] arguments, double seed, Array[] gradients);

internal delegate object GradientCall(object?[] arguments);

/// <summary>
/// Delegates of one shape for methods of any shape: reflection cannot pass spans, a few lines of IL can. Scalars are boxed in
/// the arguments, spans are arrays; a scalar's gradient is an array of one. The calls themselves allocate nothing.
/// </summary>
internal static class Adapters
{
    public static PrimalCall Primal(MethodInfo method) => Make<PrimalCall>(method, il =>
    {
        LoadArguments(il, method.GetParameters());
        il.Emit(OpCodes.Call, method);
        ReturnDouble(il, method.ReturnType);
    });

    public static DualCall Dual(MethodInfo method) => Make<DualCall>(method, il =>
    {
        LoadArguments(il, method.GetParameters());
        il.Emit(OpCodes.Call, method);
        if (method.ReturnType == typeof(void))
        {
            il.Emit(OpCodes.Ldc_R8, 0.0);
            il.Emit(OpCodes.Call, typeof(Dual).GetMethod("op_Implicit")!);
        }

        il.Emit(OpCodes.Ret);
    });

    public static GradientCall Gradient(MethodInfo method) => Make<GradientCall>(method, il =>
    {
        LoadArguments(il, method.GetParameters());
        il.Emit(OpCodes.Call, method);
        il.Emit(OpCodes.Box, method.ReturnType);
        il.Emit(OpCodes.Ret);
    });

    /// <param name="inputs">How many of the method's own parameters come first.</param>
    /// <param name="hasSeed">Whether the seed follows them.</param>
    public static BackwardCall Backward(MethodInfo method, int inputs, bool hasSeed) => Make<BackwardCall>(method, il =>
    {
        var parameters = method.GetParameters();
        LoadArguments(il, parameters[..inputs]);
        if (hasSeed)
        {
            il.Emit(OpCodes.Ldarg_1);
            if (parameters[inputs].ParameterType == typeof(float))
            {
                il.Emit(OpCodes.Conv_R4);
            }
        }

        var first = inputs + (hasSeed ? 1 : 0);
        for (var i = first; i < parameters.Length; i++)
        {
            il.Emit(OpCodes.Ldarg_2);
            LoadGradient(il, i - first, parameters[i].ParameterType);
        }

        il.Emit(OpCodes.Call, method);
        ReturnDouble(il, method.ReturnType);
    });

    private static T Make<T>(MethodInfo method, Action<ILGenerator> body)
        where T : Delegate
    {
        var invoke = typeof(T).GetMethod("Invoke")!;
        var dynamic = new DynamicMethod(
            method.Name,
            invoke.ReturnType,
            [.. invoke.GetParameters().Select(parameter => parameter.ParameterType)],
            typeof(Adapters).Module,
            skipVisibility: true);
        body(dynamic.GetILGenerator());
        return dynamic.CreateDelegate<T>();
    }

    private static void LoadArguments(ILGenerator il, ParameterInfo[] parameters)
    {
        for (var i = 0; i < parameters.Length; i++)
        {
            var type = parameters[i].ParameterType;
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldc_I4, i);
            il.Emit(OpCodes.Ldelem_Ref);
            if (type.IsByRef)
            {
                il.Emit(OpCodes.Unbox, type.GetElementType()!);
            }
            else if (type.IsByRefLike)
            {
                ToSpan(il, type);
            }
            else
            {
                il.Emit(OpCodes.Unbox_Any, type);
            }
        }
    }

    private static void LoadGradient(ILGenerator il, int index, Type type)
    {
        il.Emit(OpCodes.Ldc_I4, index);
        il.Emit(OpCodes.Ldelem_Ref);
        if (type.IsByRef)
        {
            il.Emit(OpCodes.Castclass, type.GetElementType()!.MakeArrayType());
            il.Emit(OpCodes.Ldc_I4_0);
            il.Emit(OpCodes.Ldelema, type.GetElementType()!);
        }
        else
        {
            ToSpan(il, type);
        }
    }

    private static void ToSpan(ILGenerator il, Type span)
    {
        var array = span.GetGenericArguments()[0].MakeArrayType();
        il.Emit(OpCodes.Castclass, array);
        il.Emit(OpCodes.Call, span.GetMethod("op_Implicit", [array])!);
    }

    private static void ReturnDouble(ILGenerator il, Type type)
    {
        if (type == typeof(void))
        {
            il.Emit(OpCodes.Ldc_R8, 0.0);
        }
        else if (type == typeof(float))
        {
            il.Emit(OpCodes.Conv_R8);
        }

        il.Emit(OpCodes.Ret);
    }
}
