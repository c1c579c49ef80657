namespace StaticGrad.AnySource;

/// <summary>Where failing files are written to, as the generator saw them.</summary>
internal sealed record KeptFiles(string Folder, MarkingOptions Marking)
{
    public void Write(Failure failure, string[] batch)
    {
        // A failure that names no file of its own is one of the whole batch.
        var files = batch.Contains(failure.File) ? [failure.File] : batch;
        foreach (var file in files.Where(File.Exists))
        {
            var target = Path.Combine(Folder, failure.Kind.ToString(), file.TrimStart(Path.DirectorySeparatorChar).Replace(Path.DirectorySeparatorChar, '_'));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllText(target, AnySource.Marking.Mark(SourceFile.Parse(file), Marking).GetText().ToString());
        }
    }
}
