using FineTune.Networks;
using StaticGrad;

namespace FineTune;

/// <summary>The classifier as a file.</summary>
public static class ModelFile
{
    /// <summary>Writes <c>classifier.json</c>.</summary>
    /// <returns>The file's full path.</returns>
    public static string Save(Classifier classifier, string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.GetFullPath(Path.Combine(folder, "classifier.json"));
        ModelJson.Save(classifier, path);
        return path;
    }

    /// <summary>Reads a classifier of the three species.</summary>
    /// <exception cref="ModelFormatException">The file is malformed or of another model.</exception>
    public static Classifier Load(string path)
    {
        var shape = new Random(0); // its numbers are overwritten
        var classifier = new Classifier(new Body(shape), new Head(Iris.SpeciesNames.Length, shape));
        ModelJson.Load(classifier, path);
        return classifier;
    }
}
