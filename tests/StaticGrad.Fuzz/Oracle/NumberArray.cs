namespace StaticGrad.Fuzz.Oracle;

/// <summary>Elements of arrays of either type.</summary>
internal static class NumberArray
{
    public static double At(Array array, int i) => array is float[] floats ? floats[i] : ((double[])array)[i];

    public static void Put(Array array, int i, double value)
    {
        if (array is float[] floats)
        {
            floats[i] = (float)value;
        }
        else
        {
            ((double[])array)[i] = value;
        }
    }
}
