using System.Globalization;
using Xunit;

namespace StaticGrad.Tests.Models;

public sealed class ModelJsonTests
{
    [Fact]
    public void TheFormat()
    {
        var affine = new Affine { Slope = -0.0, Offset = 0.1f, Unit = double.PositiveInfinity };
        Assert.Equal(
            """
            {"format":"StaticGrad.Model","version":1,"parameters":[
            {"name":"Slope","type":"double","shape":[],"frozen":false,"values":[-0]},
            {"name":"Offset","type":"float","shape":[],"frozen":false,"values":[0.1]},
            {"name":"Unit","type":"double","shape":[],"frozen":true,"values":["Infinity"]}]}
            """.ReplaceLineEndings(""),
            ModelJson.SaveToString(affine));
    }

    [Fact]
    public void EverythingComesBackFrozenToo()
    {
        var (saved, loaded) = (new Network(), new Network());
        (saved.Scale, saved.Mean[1], saved.Head.Unit, saved.Head.Offset) = (9, 8, 7, 6);
        ModelJson.LoadFromString(loaded, ModelJson.SaveToString(saved));
        Assert.Equal(State.Of(saved), State.Of(loaded));

        using var stream = new MemoryStream();
        ModelJson.Save(saved, stream);
        stream.Position = 0;
        loaded = new Network();
        ModelJson.Load(loaded, stream);
        Assert.Equal(State.Of(saved), State.Of(loaded));
        Assert.True(stream.CanRead);
    }

    [Fact]
    public void AFileIsReplacedAndLoaded()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, "model.json");
            File.WriteAllText(path, "before");
            var (saved, loaded) = (new Network { Scale = 4 }, new Network());
            ModelJson.Save(saved, path);
            ModelJson.Load(loaded, path);
            Assert.Equal(State.Of(saved), State.Of(loaded));

            // A save that fails leaves the file that was there, and no other.
            var impossible = new Listed(("a", new double[1]), ("a", new double[1]));
            Assert.Throws<InvalidOperationException>(() => ModelJson.Save(impossible, path));
            Assert.Equal([path], Directory.GetFiles(folder.FullName));
            ModelJson.Load(loaded, path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void AStructComesBack()
    {
        var (saved, loaded) = (new Affine { Slope = 1, Offset = 2, Unit = 3 }, default(Affine));
        var json = ModelJson.SaveToString(saved);
        ModelJson.LoadFromString<Affine, Affine.Gradient>(ref loaded, json);
        Assert.Equal(saved, loaded);

        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json));
        loaded = default;
        ModelJson.Load<Affine, Affine.Gradient>(ref loaded, stream);
        Assert.Equal(saved, loaded);
    }

    [Fact]
    public void EveryBitComesBack()
    {
        var random = new Random(1);
        var doubles = new double[20_000];
        var floats = new float[20_000];
        for (var i = 0; i < doubles.Length; i++)
        {
            doubles[i] = Canonical(BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)));
            floats[i] = Canonical(BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)));
        }

        double[] specials =
        [
            0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, -double.Epsilon,
            double.MaxValue, double.MinValue, 2.2250738585072014e-308, 0.1, 1 / 3.0, float.MaxValue, float.Epsilon,
        ];
        specials.CopyTo(doubles, 0);
        specials.Select(x => (float)x).ToArray().CopyTo(floats, 0);
        var saved = new Listed(("d", doubles), ("f", floats));
        var loaded = new Listed(("d", new double[doubles.Length]), ("f", new float[floats.Length]));
        ModelJson.LoadFromString(loaded, ModelJson.SaveToString(saved));
        Assert.Equal(State.Of(saved), State.Of(loaded));
    }

    [Fact]
    public void TheCultureDoesNotMatter()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (odd.NumberFormat.NumberDecimalSeparator, odd.NumberFormat.NegativeSign) = (",", "~");
            CultureInfo.CurrentCulture = odd;
            var (saved, loaded) = (new Network { Scale = -1.25 }, new Network());
            var json = ModelJson.SaveToString(saved);
            Assert.Contains("\"Layers[0].Weights\"", json);
            ModelJson.LoadFromString(loaded, json);
            Assert.Equal(State.Of(saved), State.Of(loaded));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void OrderFrozenAndOtherMembersDoNotMatter()
    {
        var affine = default(Affine);
        ModelJson.LoadFromString<Affine, Affine.Gradient>(
            ref affine,
            """
            { "note": ["free"], "version": 1, "parameters": [
              { "values": [3], "frozen": false, "shape": [], "type": "double", "name": "Unit", "note": 1 },
              { "name": "Offset", "type": "float", "shape": [], "frozen": true, "values": ["-Infinity"] },
              { "name": "Slope", "type": "double", "shape": [], "frozen": true, "values": [1e0] } ],
              "format": "StaticGrad.Model" }
            """);
        Assert.Equal(new Affine { Slope = 1, Offset = float.NegativeInfinity, Unit = 3 }, affine);
    }

    [Theory]
    // Not JSON, or not this format.
    [InlineData("", "", "not JSON")]
    [InlineData("}]}", "}]", "not JSON")]
    [InlineData("}]}", "}]} x", "not JSON")]
    [InlineData("0.25,-0.5", "0.25,NaN", "not JSON")]
    [InlineData("StaticGrad.Model", "Other", "format is 'Other'")]
    [InlineData("\"version\":1", "\"version\":2", "version is 2")]
    [InlineData("\"version\":1", "\"version\":\"1\"", "version is \"1\"")]
    [InlineData("\"version\":1,", "", "The file has no 'version'")]
    [InlineData("\"version\":1,", "\"version\":1,\"version\":1,", "The file has 'version' twice")]
    [InlineData("\"parameters\"", "\"parameter\"", "The file has no 'parameters'")]
    [InlineData("\"shape\":[2],", "", "parameters[5] has no 'shape'")]
    [InlineData("\"name\":\"Mean\"", "\"name\":1", "'name' is not a string")]
    [InlineData("\"name\":\"Mean\"", "\"name\":\"\\ud800\"", "not text")]
    [InlineData("\"name\":\"Mean\"", "\"name\":\"Mean\",\"na\\u006de\":\"Mean\"", "has 'name' twice")]
    [InlineData("\"type\":\"float\"", "\"type\":\"half\"", "'Layers[0].Bias' has the type 'half'")]
    [InlineData("\"frozen\":true", "\"frozen\":1", "'Mean': 'frozen' must be true or false")]
    [InlineData("\"shape\":[2],\"frozen\":true", "\"shape\":[-2],\"frozen\":true", "'Mean': -2 is not the length")]
    [InlineData("\"shape\":[2],\"frozen\":true", "\"shape\":[2.5],\"frozen\":true", "'Mean': 2.5 is not the length")]
    [InlineData("\"shape\":[2],\"frozen\":true", "\"shape\":[2147483647,2147483647,2147483647],\"frozen\":true", "'Mean' has 2 values")]
    [InlineData("[0.25,-0.5]", "[0.25]", "'Mean' has 1 values, and its shape [2] needs 2")]
    [InlineData("[0.25,-0.5]", "[0.25,-0.5,1]", "'Mean' has 3 values")]
    [InlineData("[0.25,-0.5]", "[0.25,null]", "'Mean': null is not a number")]
    [InlineData("[0.25,-0.5]", "[0.25,\"nan\"]", "'Mean': \"nan\" is not a number")]
    [InlineData("[0.25,-0.5]", "[0.25,1e999]", "'Mean': 1e999 is not a number")]
    [InlineData("[0.1,0.2,", "[0.1,1e39,", "'Layers[0].Bias': 1e39 is not a number")]
    [InlineData("[0.25,-0.5]", "{}", "'Mean': 'values' is not an array")]
    // Of another model.
    [InlineData("\"name\":\"Mean\"", "\"name\":\"Head.Slope\"", "The file has 'Head.Slope' twice")]
    [InlineData("\"name\":\"Mean\"", "\"name\":\"mean\"", "missing 'Mean' (double[2]); unexpected 'mean' (double[2])")]
    [InlineData("\"name\":\"Layers[1].Bias\"", "\"name\":\"Layers[2].Bias\"", "missing 'Layers[1].Bias' (float[1]); unexpected 'Layers[2].Bias' (float[1])")]
    [InlineData("\"shape\":[2,3]", "\"shape\":[3,2]", "'Layers[0].Weights' is double[3, 2] in the file and double[2, 3] in the model")]
    [InlineData("\"type\":\"float\"", "\"type\":\"double\"", "'Layers[0].Bias' is double[3] in the file and float[3] in the model")]
    [InlineData("\"shape\":[],\"frozen\":true", "\"shape\":[1],\"frozen\":true", "'Head.Unit' is double[1] in the file and double[] in the model")]
    [InlineData("\"shape\":[2],\"frozen\":true,\"values\":[0.25,-0.5]", "\"shape\":[3],\"frozen\":true,\"values\":[1,2,3]", "'Mean' is double[3] in the file and double[2] in the model")]
    public void AFileThatDoesNotFitChangesNothing(string part, string instead, string message)
    {
        var network = new Network();
        var json = ModelJson.SaveToString(network);
        Assert.Contains(part, json);
        var at = json.IndexOf(part, StringComparison.Ordinal);
        json = part.Length == 0 ? "" : json[..at] + instead + json[(at + part.Length)..];

        // What would be loaded differs everywhere from what is there.
        var target = new Network();
        target.CopyParametersFrom(Enumerable.Repeat(77.0, (int)target.ParameterCount()).ToArray());
        (target.Mean[0], target.Mean[1], target.Head.Unit) = (78, 79, 80);
        var before = State.Of(target);
        var error = Assert.Throws<ModelFormatException>(() => ModelJson.LoadFromString(target, json));
        Assert.Contains(message, error.Message);
        Assert.Equal(before, State.Of(target));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"StaticGrad.Model\"")]
    [InlineData("{\"format\":null,\"version\":1,\"parameters\":[]}")]
    [InlineData("{\"format\":\"StaticGrad.Model\",\"version\":1,\"parameters\":null}")]
    [InlineData("{\"format\":\"StaticGrad.Model\",\"version\":1,\"parameters\":[null]}")]
    [InlineData("{\"format\":\"StaticGrad.Model\",\"version\":1,\"parameters\":[]}")]
    [InlineData("{\"for\\ud800mat\":1}")]
    [InlineData("{\"\ud800\":1}")]
    public void OtherDocumentsAreRefused(string json) =>
        Assert.Throws<ModelFormatException>(() => ModelJson.LoadFromString(new Network(), json));

    [Fact]
    public void BytesThatAreNotUtf8AreRefused()
    {
        byte[] bytes = [.. "{\"format\":\""u8, 0xff, 0xfe, .. "\",\"version\":1,\"parameters\":[]}"u8];
        Assert.Throws<ModelFormatException>(() => ModelJson.Load(new Network(), new MemoryStream(bytes)));
    }

    [Fact]
    public void AMarkOfTheByteOrderIsPassedOver()
    {
        var (saved, loaded) = (new Network { Scale = 4 }, new Network());
        byte[] bytes = [0xef, 0xbb, 0xbf, .. System.Text.Encoding.UTF8.GetBytes(ModelJson.SaveToString(saved))];
        ModelJson.Load(loaded, new MemoryStream(bytes));
        Assert.Equal(4, loaded.Scale);
    }

    [Fact]
    public void ManyDifferencesAreCut()
    {
        var file = new Listed([.. Enumerable.Range(0, 30).Select(i => ($"p{i}", (Array)new double[1]))]);
        var error = Assert.Throws<ModelFormatException>(() => ModelJson.LoadFromString(new Listed(), ModelJson.SaveToString(file)));
        Assert.EndsWith("unexpected 'p9' (double[1]); and 20 more.", error.Message);
    }

    private static double Canonical(double x) => double.IsNaN(x) ? double.NaN : x;

    private static float Canonical(float x) => float.IsNaN(x) ? float.NaN : x;
}
