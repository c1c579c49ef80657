using System.Text;
using System.Text.Json;

namespace StaticGrad;

/// <summary>
/// Keeps a model's numbers, frozen ones too, in a JSON file:
/// <c>{"format":"StaticGrad.Model","version":1,"parameters":[{"name","type","shape","frozen","values"}]}</c>.
/// </summary>
/// <remarks>
/// <para>
/// <c>name</c> is the full name (<c>layers[0].weights</c>), <c>type</c> double or float, <c>shape</c> the lengths of the dimensions
/// (empty for a scalar), <c>values</c> the numbers row by row, each with the digits that bring back every bit; infinities
/// are the strings "Infinity" and "-Infinity", and "NaN" comes back as the one NaN of .NET. UTF-8.
/// </para>
/// <para>
/// Loading goes by name: the order in the file does not matter, and neither does <c>frozen</c>, so that a model that was trained
/// whole can be loaded into one that is frozen in part. Everything is checked before the first number of the model changes.
/// The model must have its shape already: only its numbers are loaded.
/// </para>
/// <para>
/// Needs no reflection. Saving takes a struct as it is (and boxes a copy); loading takes it by reference, and C# cannot infer
/// the types: <c>ModelJson.Load&lt;Affine, Affine.Gradient>(ref model, path)</c>.
/// </para>
/// </remarks>
public static class ModelJson
{
    /// <summary>Saves a model to a stream, which stays open.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">Where to write.</param>
    public static void Save<TGradient>(IModel<TGradient> model, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        using var json = new Utf8JsonWriter(stream);
        var writer = new ModelWriter(json);
        writer.Begin();
        model.VisitState(writer);
        writer.End();
    }

    /// <summary>Saves a model to a file, which is replaced only when the new one is complete.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file; a temporary one is made beside it.</param>
    public static void Save<TGradient>(IModel<TGradient> model, string path)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                Save(model, stream);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Saves a model to a string.</summary>
    /// <param name="model">The model.</param>
    /// <returns>What <c>Save</c> writes.</returns>
    public static string SaveToString<TGradient>(IModel<TGradient> model)
    {
        using var stream = new MemoryStream();
        Save(model, stream);
        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    /// <summary>Loads a model's numbers from a stream, read to its end and left open, in place.</summary>
    /// <param name="model">The model: a class.</param>
    /// <param name="stream">What <c>Save</c> wrote.</param>
    /// <exception cref="ModelFormatException">
    /// The file is malformed, or of another format or version, or its parameters are not those of the model: the message names
    /// what is missing, unexpected or of another type or shape. The model was not changed.
    /// </exception>
    /// <exception cref="ArgumentException">The model is a boxed struct; it was not changed.</exception>
    public static void Load<TGradient>(IModel<TGradient> model, Stream stream)
    {
        ModelParameters.ThrowIfBoxed(model);
        Fill(model, Read(stream));
    }

    /// <summary>Loads a model's numbers from a file, in place.</summary>
    /// <param name="model">The model: a class.</param>
    /// <param name="path">The file.</param>
    /// <inheritdoc cref="Load{TGradient}(IModel{TGradient}, Stream)"/>
    public static void Load<TGradient>(IModel<TGradient> model, string path)
    {
        ModelParameters.ThrowIfBoxed(model);
        Fill(model, Read(path));
    }

    /// <summary>Loads a model's numbers from a string, in place.</summary>
    /// <param name="model">The model: a class.</param>
    /// <param name="json">What <c>SaveToString</c> returned.</param>
    /// <inheritdoc cref="Load{TGradient}(IModel{TGradient}, Stream)"/>
    public static void LoadFromString<TGradient>(IModel<TGradient> model, string json)
    {
        ModelParameters.ThrowIfBoxed(model);
        Fill(model, Parse(json));
    }

    /// <summary>Loads a struct's numbers from a stream, read to its end and left open, in place.</summary>
    /// <param name="model">The model: a struct.</param>
    /// <param name="stream">What <c>Save</c> wrote.</param>
    /// <inheritdoc cref="Load{TGradient}(IModel{TGradient}, Stream)"/>
    public static void Load<TModel, TGradient>(ref TModel model, Stream stream)
        where TModel : struct, IModel<TGradient> =>
        Fill<TModel, TGradient>(ref model, Read(stream));

    /// <summary>Loads a struct's numbers from a file, in place.</summary>
    /// <param name="model">The model: a struct.</param>
    /// <param name="path">The file.</param>
    /// <inheritdoc cref="Load{TGradient}(IModel{TGradient}, Stream)"/>
    public static void Load<TModel, TGradient>(ref TModel model, string path)
        where TModel : struct, IModel<TGradient> =>
        Fill<TModel, TGradient>(ref model, Read(path));

    /// <summary>Loads a struct's numbers from a string, in place.</summary>
    /// <param name="model">The model: a struct.</param>
    /// <param name="json">What <c>SaveToString</c> returned.</param>
    /// <inheritdoc cref="Load{TGradient}(IModel{TGradient}, Stream)"/>
    public static void LoadFromString<TModel, TGradient>(ref TModel model, string json)
        where TModel : struct, IModel<TGradient> =>
        Fill<TModel, TGradient>(ref model, Parse(json));

    private static Dictionary<string, StoredParameter> Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return ModelFile.Read(() => JsonDocument.Parse(stream));
    }

    private static Dictionary<string, StoredParameter> Read(string path)
    {
        using var stream = File.OpenRead(path);
        return Read(stream);
    }

    private static Dictionary<string, StoredParameter> Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var bytes = Encoding.UTF8.GetBytes(json);
        return ModelFile.Read(() => JsonDocument.Parse(bytes));
    }

    private static void Fill<TGradient>(IModel<TGradient> model, Dictionary<string, StoredParameter> file)
    {
        var reader = new ModelReader(file);
        model.VisitState(reader);
        reader.ThrowIfDifferent();
        model.VisitState(reader);
    }

    private static void Fill<TModel, TGradient>(ref TModel model, Dictionary<string, StoredParameter> file)
        where TModel : struct, IModel<TGradient>
    {
        var reader = new ModelReader(file);
        model.VisitState(reader);
        reader.ThrowIfDifferent();
        model.VisitState(reader);
    }
}
