using StaticGrad.Generator.Model;

namespace StaticGrad.Generator.Diagnostics;

/// <summary>Something to report: which rule, where (index into the session's locations), and the message's arguments.</summary>
internal sealed record Finding(string Id, int Site, EquatableArray<string> Arguments)
{
    public static Finding Of(string id, int site, params string[] arguments) =>
        new(id, site, EquatableArray.Of(arguments));
}
