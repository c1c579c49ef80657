using System;
using System.Threading.Tasks;

double x = args.Length * 1.5;
var y = Square(x) + await Task.FromResult(x);
if (y > 3) { Console.WriteLine(y); }
for (var i = 0; i < 3; i++) { y *= Model.Scale(x, i); }
goto End;
End:
return (int)y;

static double Square(double v) => v * v;

internal static class Model
{
    public static double Scale(double x, int i) => x * i;
}
