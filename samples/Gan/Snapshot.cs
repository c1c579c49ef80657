namespace Gan;

/// <summary>What the average generator makes of the same noise after some steps.</summary>
/// <param name="Step">How many steps were done.</param>
/// <param name="Points">The generated points, one after the other.</param>
/// <param name="Distance">Their energy distance from the data.</param>
public sealed record Snapshot(int Step, double[] Points, double Distance);
