using Microsoft.CodeAnalysis.Text;

namespace StaticGrad.Editing;

/// <summary>
/// Someone at a keyboard, from a seed: plans an action (a statement, a rename, a comment…), types it a character at a time,
/// and then keeps it or takes it back. What leaves the file broken is always taken back, so that the project stays one.
/// </summary>
internal sealed class Typist
{
    private const int PercentUndone = 55;
    private const int PercentUndoneAtOnce = 10;

    private readonly EditedProject _project;
    private readonly Random _random;
    private readonly TypistActions _actions;
    private readonly Queue<Keystroke> _planned = new();
    private readonly Stack<Keystroke> _inverses = new();
    private string _before = "";
    private int _file = -1;
    private bool _isUndoing;
    private bool _isWorse;

    public Typist(EditedProject project, int seed)
    {
        _project = project;
        _random = new Random(seed);
        _actions = new TypistActions(project, _random);
    }

    /// <summary>The next edit of the project as it now is.</summary>
    public Keystroke Next()
    {
        if (_planned.Count == 0)
        {
            Plan();
        }

        var next = _planned.Dequeue();
        if (!_isUndoing)
        {
            _inverses.Push(next.Inverse(_project.TextOf(next.File)));
        }

        return next;
    }

    /// <summary>Tells what the compiler thinks of the last edit.</summary>
    public void Saw(bool isBroken, bool hasErrors) => _isWorse = isBroken || hasErrors;

    private void Plan()
    {
        var roll = _random.Next(100);
        if (!_isUndoing && _inverses.Count > 0 && (_isWorse || roll < PercentUndone))
        {
            _isUndoing = true;
            PlanUndo(atOnce: roll < PercentUndoneAtOnce);
            return;
        }

        _isUndoing = false;
        _inverses.Clear();
        while (_planned.Count == 0)
        {
            foreach (var keystroke in _actions.Choose())
            {
                _planned.Enqueue(keystroke);
            }
        }

        var files = _planned.Select(keystroke => keystroke.File).Distinct().ToList();
        _file = files.Count == 1 ? files[0] : -1;
        _before = _file >= 0 ? _project.TextOf(_file).ToString() : "";
    }

    private void PlanUndo(bool atOnce)
    {
        if (atOnce && _file >= 0)
        {
            var now = _project.TextOf(_file).ToString();
            _planned.Enqueue(new Keystroke(_file, Difference(now, _before), "undo at once"));
        }
        else
        {
            foreach (var inverse in _inverses)
            {
                _planned.Enqueue(inverse);
            }
        }

        _inverses.Clear();
    }

    private static TextChange Difference(string from, string to)
    {
        var start = 0;
        while (start < from.Length && start < to.Length && from[start] == to[start])
        {
            start++;
        }

        var end = 0;
        while (end < from.Length - start && end < to.Length - start && from[^(end + 1)] == to[^(end + 1)])
        {
            end++;
        }

        return new TextChange(TextSpan.FromBounds(start, from.Length - end), to[start..^end]);
    }
}
