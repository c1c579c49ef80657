namespace StaticGrad.Editing;

/// <summary>What is typed: statements, members, types and attributes, some right, some wrong.</summary>
internal static class Snippets
{
    public static readonly string[] Keywords =
        ["double", "float", "int", "bool", "var", "static", "partial", "class", "struct", "record", "public", "private", "if", "while", "return", "void", "ref", "in", "this"];

    private static readonly string[] Statements =
    [
        "{0} += 1;",
        "var added = {0} * {1};",
        "double kept = Grad.Retain({0} * 2.0);",
        "if ({0} > 0) {{ {1} = {0}; }}",
        "if ({0} > 0) {{ return {1}; }} else {{ {0} *= 2; }}",
        "for (var step = 0; step < 3; step++) {{ {0} += {1} * step; }}",
        "while ({0} < 3) {{ {0} += 1; }}",
        "using (Grad.NoGrad()) {{ {0} = {1}; }}",
        "foreach (var item in {0}) {{ {1} += item; }}",
        "{0}[0] = {1};",
        "{0} = {1}.Detach();",
        "// {0} is {1}",
        "/* {0} */",
        "var text = \"{0} and {1}\";",
        "var text = $\"{0} {{{1}}}\";",
        "{0} = Math.Pow({1}, 2) + Math.Sin({0});",
        "var ({0}, sine) = Math.SinCos({1});",
        "throw new ArgumentException(nameof({0}));",
        "double Local(double v) => v * {0};",
        "var made = new double[{0}];",
        "switch ({0}) {{ case 0: break; default: return {1}; }}",
        "{0}({1});",
        "return {0};",
        "return;",
        "break;",
        "{{ }}",
        ";",
        "#if NEVER\n{0} = 1;\n#endif\n",
        "var ({0}, {1}) = ({1}, {0});",
        "const double {0} = 3;",
    ];

    private static readonly string[] Members =
    [
        "    public double Added;",
        "    private int _count;",
        "    public double[] More = [1, 2];",
        "    [Frozen] public double Still;",
        "    public double {0} {{ get; set; }}",
        "    public int Computed => 3;",
        "    [Differentiable]\n    public static double Fresh(double x) => x * x;",
        "    [Differentiable(\"x\", Name = \"Other\")]\n    public static double Fresh(double x, double[] y)\n    {{\n        return x * y[0];\n    }}",
        "    public static double {0}(double x) => x * 2;",
        "    private static double {0}(double x, int n) => n == 0 ? 1 : {0}(x, n - 1) * x;",
        "    public void {0}() {{ }}",
        "    public double {0}Gradient;",
        "    public class Gradient {{ }}",
        "    // {0}",
        "    [Differentiable] public partial struct Inner {{ public double W; }}",
    ];

    private static readonly string[] Types =
    [
        "public class Added {{ }}",
        "[Differentiable] public partial class Added {{ public double W; [Differentiable] public double F(double x) => W * x; }}",
        "public static partial class {0} {{ [Differentiable] public static double F(double x) => x; }}",
        "public partial class {0} {{ }}",
        "namespace Added {{ public enum {0} {{ A }} }}",
        "public partial struct {0} {{ public float V; }}",
    ];

    private static readonly string[] OfParameters = ["[Frozen]", "in", "ref", "params", "[Frozen, Frozen]"];

    private static readonly string[] OfMembers =
        ["[Differentiable]", "[Frozen]", "[Differentiable(Name = \"G\")]", "[Differentiable(\"x\")]", "[Obsolete]", "static", "partial", "file", "sealed", "readonly"];

    public static string Statement(Random random, Func<string> name) =>
        string.Format(System.Globalization.CultureInfo.InvariantCulture, Pick(random, Statements), name(), name());

    public static string Member(Random random, string name) =>
        string.Format(System.Globalization.CultureInfo.InvariantCulture, Pick(random, Members), name);

    public static string Type(Random random, string name) =>
        string.Format(System.Globalization.CultureInfo.InvariantCulture, Pick(random, Types), name);

    public static string Attribute(Random random, bool ofParameter) => Pick(random, ofParameter ? OfParameters : OfMembers);

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
