using Microsoft.CodeAnalysis;

namespace StaticGrad.Editing;

/// <summary>A few hundred edits of the replay; the program replays thousands.</summary>
public sealed class EditingTests
{
    private const int EditsInASession = 70;

    /// <summary>One session for each of these kinds of project.</summary>
    public static TheoryData<string> Projects => ["Gan", "Models", "Golden 1"];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Nothing_is_stale_and_nothing_is_done_again(string name)
    {
        var session = new EditSession(SampleProjects.All.Single(project => project.Name == name), seed: 7, number: 0, Pace.OfTests, timings: null);
        session.Run(EditsInASession);
        Assert.Equal(EditsInASession, session.Reaches.Values.Sum());
        Assert.True(
            session.Failures.Count == 0,
            string.Join("\n", session.Failures.Select(failure => $"{failure.Check}, edit {failure.Edit}: {failure.Message}")));
    }

    /// <summary>The same edits each time: a failure of the long replay can be looked at again.</summary>
    [Fact]
    public void A_seed_types_the_same_again()
    {
        Assert.Equal(Typed(), Typed());

        static List<string> Typed()
        {
            var project = new EditedProject(SampleProjects.All[0]);
            var typist = new Typist(project, 3);
            var typed = new List<string>();
            for (var i = 0; i < 60; i++)
            {
                var edit = project.Apply(typist.Next());
                typed.Add(edit.Keystroke.ToString());
                typist.Saw(edit.NewTree.GetDiagnostics().Any(), hasErrors: false);
            }

            return typed;
        }
    }

    /// <summary>The typist takes back what it broke: whatever it does, the projects stay near to what they were.</summary>
    [Fact]
    public void Every_project_is_edited_from_files_without_syntax_errors()
    {
        Assert.True(SampleProjects.All.Count > 20);
        foreach (var project in SampleProjects.All)
        {
            var edited = new EditedProject(project);
            Assert.True(edited.Trees.Count > 0, project.Name);
            Assert.All(edited.Trees, tree => Assert.Empty(tree.GetDiagnostics()));
            Assert.Contains(edited.Trees, tree => tree.ToString().Contains("[Differentiable", StringComparison.Ordinal));
        }
    }
}
