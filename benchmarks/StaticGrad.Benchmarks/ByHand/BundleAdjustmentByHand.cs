using StaticGrad.Benchmarks.Objectives;

namespace StaticGrad.Benchmarks.ByHand;

/// <summary>
/// The adjoint of <see cref="BundleAdjustment.Residuals"/>, written by hand in scalar C#: an observation goes forward
/// and back at once, in locals.
/// </summary>
public static class BundleAdjustmentByHand
{
    public static void ResidualsBackward(
        ReadOnlySpan<double> cameras,
        ReadOnlySpan<double> points,
        ReadOnlySpan<double> weights,
        ReadOnlySpan<int> observations,
        ReadOnlySpan<double> features,
        Span<double> residuals,
        Span<double> camerasGradient,
        Span<double> pointsGradient,
        Span<double> weightsGradient,
        Span<double> residualsGradient)
    {
        int p = weights.Length;
        for (int i = 0; i < p; i++)
        {
            int camera = observations[2 * i] * BundleAdjustment.CameraSize;
            int point = observations[2 * i + 1] * 3;
            double weight = weights[i];
            residuals[2 * p + i] = 1 - weight * weight;
            double weightGradient = -2 * weight * residualsGradient[2 * p + i];
            weightsGradient[i] += weightGradient + ReprojectionErrorBackward(
                cameras.Slice(camera, BundleAdjustment.CameraSize),
                points.Slice(point, 3),
                weight,
                features.Slice(2 * i, 2),
                residuals.Slice(2 * i, 2),
                camerasGradient.Slice(camera, BundleAdjustment.CameraSize),
                pointsGradient.Slice(point, 3),
                residualsGradient.Slice(2 * i, 2));
        }

        // The residuals were overwritten: what they held on entry has no influence.
        residualsGradient[..(3 * p)].Clear();
    }

    /// <summary>Writes the error, adds to the gradients of camera and point, returns that of the weight.</summary>
    private static double ReprojectionErrorBackward(
        ReadOnlySpan<double> camera,
        ReadOnlySpan<double> point,
        double weight,
        ReadOnlySpan<double> feature,
        Span<double> error,
        Span<double> cameraGradient,
        Span<double> pointGradient,
        ReadOnlySpan<double> errorGradient)
    {
        // The last element first: the JIT then knows that all others are in range.
        double k2 = camera[10];
        double k1 = camera[9];
        double focal = camera[6];
        double pz = point[2] - camera[5];
        double py = point[1] - camera[4];
        double px = point[0] - camera[3];
        double rz = camera[2];
        double ry = camera[1];
        double rx = camera[0];

        double squaredAngle = rx * rx + ry * ry + rz * rz;
        bool rotates = squaredAngle > 0;
        double cos = 1, sin = 0, inverse = 0, ax = 0, ay = 0, az = 0, dot = 0;
        double crossX, crossY, crossZ, x, y, z;
        if (rotates)
        {
            double angle = Math.Sqrt(squaredAngle);
            (sin, cos) = Math.SinCos(angle);
            inverse = 1 / angle;
            ax = rx * inverse;
            ay = ry * inverse;
            az = rz * inverse;
            dot = ax * px + ay * py + az * pz;
            crossX = ay * pz - az * py;
            crossY = az * px - ax * pz;
            crossZ = ax * py - ay * px;
            double along = dot * (1 - cos);
            x = px * cos + crossX * sin + ax * along;
            y = py * cos + crossY * sin + ay * along;
            z = pz * cos + crossZ * sin + az * along;
        }
        else
        {
            crossX = ry * pz - rz * py;
            crossY = rz * px - rx * pz;
            crossZ = rx * py - ry * px;
            x = px + crossX;
            y = py + crossY;
            z = pz + crossZ;
        }

        double u = x / z;
        double v = y / z;
        double squaredRadius = u * u + v * v;
        double distortion = 1 + k1 * squaredRadius + k2 * squaredRadius * squaredRadius;
        double distortedV = v * distortion;
        double distortedU = u * distortion;
        double differenceV = distortedV * focal + camera[8] - feature[1];
        double differenceU = distortedU * focal + camera[7] - feature[0];
        error[1] = weight * differenceV;
        error[0] = weight * differenceU;

        double errorGradientV = errorGradient[1];
        double errorGradientU = errorGradient[0];
        double projectedGradientU = weight * errorGradientU;
        double projectedGradientV = weight * errorGradientV;
        double distortedGradientU = projectedGradientU * focal;
        double distortedGradientV = projectedGradientV * focal;
        double distortionGradient = distortedGradientU * u + distortedGradientV * v;
        cameraGradient[10] += distortionGradient * squaredRadius * squaredRadius;
        cameraGradient[9] += distortionGradient * squaredRadius;
        cameraGradient[8] += projectedGradientV;
        cameraGradient[7] += projectedGradientU;
        cameraGradient[6] += projectedGradientU * distortedU + projectedGradientV * distortedV;

        double radiusGradient = 2 * distortionGradient * (k1 + 2 * k2 * squaredRadius);
        double uGradient = distortedGradientU * distortion + radiusGradient * u;
        double vGradient = distortedGradientV * distortion + radiusGradient * v;
        double inverseDepth = 1 / z;
        double xGradient = uGradient * inverseDepth;
        double yGradient = vGradient * inverseDepth;
        double zGradient = -(uGradient * u + vGradient * v) * inverseDepth;

        double pxGradient, pyGradient, pzGradient;
        if (rotates)
        {
            double versine = 1 - cos;
            double alongGradient = ax * xGradient + ay * yGradient + az * zGradient;
            double dotGradient = alongGradient * versine;
            double along = dot * versine;
            pxGradient = xGradient * cos + (yGradient * az - zGradient * ay) * sin + ax * dotGradient;
            pyGradient = yGradient * cos + (zGradient * ax - xGradient * az) * sin + ay * dotGradient;
            pzGradient = zGradient * cos + (xGradient * ay - yGradient * ax) * sin + az * dotGradient;

            double axGradient = (py * zGradient - pz * yGradient) * sin + along * xGradient + dotGradient * px;
            double ayGradient = (pz * xGradient - px * zGradient) * sin + along * yGradient + dotGradient * py;
            double azGradient = (px * yGradient - py * xGradient) * sin + along * zGradient + dotGradient * pz;
            double cosGradient = px * xGradient + py * yGradient + pz * zGradient - alongGradient * dot;
            double sinGradient = crossX * xGradient + crossY * yGradient + crossZ * zGradient;
            double angleGradient = cos * sinGradient - sin * cosGradient
                - (ax * axGradient + ay * ayGradient + az * azGradient) * inverse;
            cameraGradient[2] += azGradient * inverse + az * angleGradient;
            cameraGradient[1] += ayGradient * inverse + ay * angleGradient;
            cameraGradient[0] += axGradient * inverse + ax * angleGradient;
        }
        else
        {
            pxGradient = xGradient + (yGradient * rz - zGradient * ry);
            pyGradient = yGradient + (zGradient * rx - xGradient * rz);
            pzGradient = zGradient + (xGradient * ry - yGradient * rx);
            cameraGradient[2] += px * yGradient - py * xGradient;
            cameraGradient[1] += pz * xGradient - px * zGradient;
            cameraGradient[0] += py * zGradient - pz * yGradient;
        }

        cameraGradient[5] -= pzGradient;
        cameraGradient[4] -= pyGradient;
        cameraGradient[3] -= pxGradient;
        pointGradient[2] += pzGradient;
        pointGradient[1] += pyGradient;
        pointGradient[0] += pxGradient;
        return errorGradientU * differenceU + errorGradientV * differenceV;
    }
}
