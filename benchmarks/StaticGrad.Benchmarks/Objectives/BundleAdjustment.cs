using System;

namespace StaticGrad.Benchmarks.Objectives;

/// <summary>The residuals of bundle adjustment: ADBench's BA objective.</summary>
public static partial class BundleAdjustment
{
    /// <summary>Elements of one camera.</summary>
    public const int CameraSize = 11;

    /// <summary>The weighted reprojection errors of all observations, and the errors of their weights.</summary>
    /// <param name="cameras">
    /// <see cref="CameraSize"/> elements each: a rotation (axis times angle), the centre, the focal length, the
    /// principal point and two coefficients of radial distortion: r1 r2 r3 C1 C2 C3 f u v k1 k2.
    /// </param>
    /// <param name="points">3 elements each.</param>
    /// <param name="weights">One for each of the p observations.</param>
    /// <param name="observations">p pairs: the index of the camera, the index of the point.</param>
    /// <param name="features">p pairs: where the point was seen.</param>
    /// <param name="residuals">3p elements, written: p reprojection errors of two, then p errors of the weights.</param>
    [Differentiable]
    public static void Residuals(
        ReadOnlySpan<double> cameras,
        ReadOnlySpan<double> points,
        ReadOnlySpan<double> weights,
        ReadOnlySpan<int> observations,
        [Frozen] ReadOnlySpan<double> features,
        Span<double> residuals)
    {
        int p = weights.Length;
        for (int i = 0; i < p; i++)
        {
            ReprojectionError(
                cameras.Slice(observations[2 * i] * CameraSize, CameraSize),
                points.Slice(observations[2 * i + 1] * 3, 3),
                weights[i],
                features.Slice(2 * i, 2),
                residuals.Slice(2 * i, 2));
        }

        for (int i = 0; i < p; i++)
        {
            residuals[2 * p + i] = 1 - weights[i] * weights[i];
        }
    }

    private static void ReprojectionError(
        ReadOnlySpan<double> camera,
        ReadOnlySpan<double> point,
        double weight,
        ReadOnlySpan<double> feature,
        Span<double> error)
    {
        double px = point[0] - camera[3];
        double py = point[1] - camera[4];
        double pz = point[2] - camera[5];

        // Rodrigues' rotation; near angle 0 its first-order term, which has no division by the angle.
        double rx = camera[0];
        double ry = camera[1];
        double rz = camera[2];
        double squaredAngle = rx * rx + ry * ry + rz * rz;
        double x;
        double y;
        double z;
        if (squaredAngle > 0)
        {
            double angle = Math.Sqrt(squaredAngle);
            double cos = Math.Cos(angle);
            double sin = Math.Sin(angle);
            double inverse = 1 / angle;
            double ax = rx * inverse;
            double ay = ry * inverse;
            double az = rz * inverse;
            double along = (ax * px + ay * py + az * pz) * (1 - cos);
            x = px * cos + (ay * pz - az * py) * sin + ax * along;
            y = py * cos + (az * px - ax * pz) * sin + ay * along;
            z = pz * cos + (ax * py - ay * px) * sin + az * along;
        }
        else
        {
            x = px + (ry * pz - rz * py);
            y = py + (rz * px - rx * pz);
            z = pz + (rx * py - ry * px);
        }

        double u = x / z;
        double v = y / z;
        double squaredRadius = u * u + v * v;
        double distortion = 1 + camera[9] * squaredRadius + camera[10] * squaredRadius * squaredRadius;
        error[0] = weight * (u * distortion * camera[6] + camera[7] - feature[0]);
        error[1] = weight * (v * distortion * camera[6] + camera[8] - feature[1]);
    }
}
