using System.Text;

namespace StaticGrad.Generator.Tests.Harness;

/// <summary>
/// Programs that write to an array and read it under another name too: an argument, an array of a model, a static array, each
/// with each, read and written in the method itself, in a helper that is inlined and in one that is not; and where the array
/// that is read is given as the gradient of an argument.
/// </summary>
internal static class Overlaps
{
    /// <summary>What is written is the gradient of an argument that is read only.</summary>
    private const int Gradient = 7;

    private const string Common =
        """
        using System;
        using StaticGrad;

        [Differentiable]
        public partial class Part
        {
            public $[] W = [2, 3];
        }

        [Differentiable]
        public partial struct Small
        {
            public $[] W;
        }

        [Differentiable]
        public partial class Model
        {
            public $[] W = [2, 3];
            [Frozen] public $[] Fixed = [2, 3];
            public $[] Property { get; set; } = [2, 3];
            public $[][] Rows = [[1], [2, 3]];
            public Part? Missing;
            public Part Inner = new();
            public Part[] Items = [new(), new()];
            public Small[] Smalls = [new() { W = [2, 3] }, new() { W = [2, 3] }];
        }

        public static partial class Overlap
        {
            public static $[] Table = [2, 3];
            public static $[] Other = [2, 3];
            public static readonly Model Global = new();
            private static int s_count;
            private static string s_wrong = "";

            private static void Put($[] a, $ v) => a[0] = v;
            private static void PutDeep($[] a, $ v, int n) { if (n == 0) { a[0] = v; return; } PutDeep(a, v, n - 1); }
            private static void PutTable() => Table[0] = 2;
            private static int PutTableAsItStands() { try { Table[0] = 2; return 1; } finally { } }
            private static void PutTableDeep(int n) { if (n == 0) { Table[0] = 2; return; } PutTableDeep(n - 1); }

            private static void Same(string program, Func<(double Value, double Gradient)> derivative, Func<double> method, double slope)
            {
                s_count++;
                try
                {
                    var (given, expected) = (derivative(), (Value: method(), Gradient: slope));
                    if (given != expected)
                    {
                        s_wrong += $"{program}: {given} and not {expected}\n";
                    }
                }
                catch (Exception exception)
                {
                    s_wrong += $"{program}: {exception.Message}\n";
                }
            }

            private static void Refused(string program, Func<double> derivative)
            {
                s_count++;
                try
                {
                    derivative();
                    s_wrong += program + ": nothing was said\n";
                }
                catch (ArgumentException exception) when (exception.Message.Contains("is written and overlaps"))
                {
                }
            }


        """;

    /// <param name="Name">What it is, for people.</param>
    /// <param name="Parameter">The parameter of the method through which it is seen; empty for none.</param>
    /// <param name="Place">The array, as the method and its caller name it.</param>
    private sealed record Storage(string Name, string Parameter, string Place);

    private static readonly Storage[] Storages =
    [
        new("argument", "$[] b", "b"),
        new("span", "Span<$> b", "b"),
        new("member", "Model m", "m.W"),
        new("frozen member", "Model m", "m.Fixed"),
        new("property", "Model m", "m.Property"),
        new("row of a member", "Model m", "m.Rows[1]"),
        new("member of a part", "Model m", "m.Inner.W"),
        new("member of an item", "Model m", "m.Items[1].W"),
        new("member of a struct", "Model m", "m.Smalls[1].W"),
        new("member of an item of an argument", "Model[] m", "m[1].W"),
        new("part of an item of an argument", "Model[] m", "m[1].Inner.W"),
        new("static array", "", "Other"),
        new("static model", "", "Global.W"),
        new("row of a static model", "", "Global.Rows[0]"),
        new("item of a static model", "", "Global.Items[0].W"),
    ];

    /// <summary>Compiles all programs with one type of elements and runs them.</summary>
    /// <param name="type">The type of the elements.</param>
    /// <param name="value">What is written to an argument, of that type; may depend on <c>x</c>.</param>
    /// <param name="slope">The derivative of 4 x times that, at x = 3.</param>
    public static void Check(string type, string value, double slope)
    {
        var (methods, runs) = (new StringBuilder(), new StringBuilder());
        var count = 0;
        foreach (var storage in Storages.Where(storage => type != "int" || !storage.Name.StartsWith("row ", StringComparison.Ordinal)))
        {
            foreach (var read in Enumerable.Range(0, 3))
            {
                foreach (var write in Enumerable.Range(0, type == "int" || storage.Parameter == "" ? Gradient : Gradient + 1))
                {
                    Add(methods, runs, storage, read, write, value, slope, count++);
                }
            }
        }

        var source = Common + methods + "    public static (int, string) Run()\n    {\n" + runs + "        return (s_count, s_wrong);\n    }\n}\n";
        var run = GeneratorRun.Of(Programs.Compile([source.Replace("$[]", type + "[]").Replace("$>", type + ">").Replace("$ ", type + " ")]));
        Assert.Null(run.Exception);
        Assert.Empty(run.Errors);
        var (ran, wrong) = run.Call<(int, string)>("Overlap", "Run");
        Assert.True(wrong == "", wrong);
        Assert.Equal(2 * count, ran);
    }

    /// <param name="read">0: in the method; 1: in a helper that is inlined; 2: in one that is not.</param>
    /// <param name="write">
    /// The same for an argument; 3 to 5 for a static array; 6: by a call that is made as it stands; <see cref="Gradient"/>.
    /// </param>
    private static void Add(StringBuilder methods, StringBuilder runs, Storage storage, int read, int write, string value, double slope, int number)
    {
        var isArgument = write is < 3 or Gradient;
        var name = storage.Parameter.Split(' ').Last();
        string[] arguments = [.. new[] { isArgument ? "a" : "", name }.Where(argument => argument.Length > 0)];
        string[] parameters = [.. new[] { isArgument ? "$[] a" : "", storage.Parameter }.Where(parameter => parameter.Length > 0)];
        var reads = read switch
        {
            0 => storage.Place + "[0]",
            1 => $"Read{number}({name})",
            _ => $"Read{number}({(name.Length > 0 ? name + ", " : "")}2)",
        };
        var writes = write switch
        {
            0 => $"a[0] = {value};",
            1 => $"Put(a, {value});",
            2 => $"PutDeep(a, {value}, 2);",
            3 => "Table[0] = 2;",
            4 => "PutTable();",
            5 => "PutTableDeep(2);",
            Gradient => "",
            _ => "PutTableAsItStands();",
        };
        if (read > 0)
        {
            string[] more = [.. new[] { storage.Parameter, read == 2 ? "int n" : "" }.Where(parameter => parameter.Length > 0)];
            var deep = read == 2 ? $"n > 0 ? Read{number}({(name.Length > 0 ? name + ", " : "")}n - 1) : " : "";
            methods.Append($"    private static double Read{number}({string.Join(", ", more)}) => {deep}{storage.Place}[0];\n");
        }

        methods.Append(
            $$"""
                [Differentiable("x"{{(write == Gradient ? ", \"a\"" : "")}})]
                public static double F{{number}}({{string.Join(", ", ["double x", .. parameters])}})
                {
                    var y = x * {{reads}};
                    {{writes}}
                    return y * {{reads}}{{(isArgument ? " * a[0]" : "")}};
                }


            """);
        var call = string.Join(", ", ["3.0", .. arguments]);
        var (start, shared) = Start(storage, isArgument);
        var apart = $"() => {{ {start} return F{number}";
        var together = $"() => {{ {start} {shared} return F{number}";
        var label = $"{storage.Name}, read {read}, written {write}";
        runs.Append($"        Same(\"{label}, apart\", {apart}Gradient({call}) is var g ? (g.Value, g.X) : default; }}, {apart}({call}); }}, {(write == Gradient ? 16 : isArgument ? slope : 4)});\n");
        runs.Append(write == Gradient
            ? $"        Refused(\"{label}, shared\", () => {{ {start} double g = 0; return F{number}Backward({call}, ref g, {storage.Place}); }});\n"
            : $"        Refused(\"{label}, shared\", {together}Gradient({call}).Value; }});\n");
    }

    /// <summary>What makes the arrays, and what makes one of the two.</summary>
    private static (string Start, string Shared) Start(Storage storage, bool isArgument)
    {
        var start = storage.Parameter.Split(' ')[0] switch
        {
            "Model" => "var m = new Model();",
            "Model[]" => "Model[] m = [new(), new()];",
            "" => "Other = [2, 3]; Global.W = [2, 3]; Global.Rows[0] = [2, 3]; Global.Items[0].W = [2, 3];",
            _ => "$[] b = [2, 3];",
        };
        return isArgument
            ? (start + " $[] a = [4, 5];", $"a = {storage.Place};")
            : (start + " Table = [4, 5];", $"Table = {storage.Place};");
    }
}
