/// Elementary functions computed by additions and multiplications only, so that they give the same bits everywhere.
///
/// The C library's exp and log differ in the last bit between versions; a threshold would then fall on the other side.
package enum Elementary {
    private static let log2e = 1.442695040888963387
    private static let ln2High = 6.93147180369123816490e-01
    private static let ln2Low = 1.90821492927058770002e-10

    /// e to the power of x; 0 below −708, the largest finite number above 709; NaN stays NaN.
    ///
    /// Relative error below 4e-16: Taylor series to the 13th power after reduction to |r| ≤ ln 2 / 2.
    package static func exp(_ x: Double) -> Double {
        if x.isNaN { return x }
        if x < -708 { return 0 }
        if x > 709 { return .greatestFiniteMagnitude }
        // Adding 1.5 · 2^52 rounds to the nearest whole number without a call.
        let power = (x * log2e + 6_755_399_441_055_744) - 6_755_399_441_055_744
        let r = (x - power * ln2High) - power * ln2Low
        // Multiplied by reciprocals: a division takes four times as long, and each step waits for the one before.
        var sum = 1.6059043836821613e-10
        sum = sum * r + 2.08767569878681e-09
        sum = sum * r + 2.505210838544172e-08
        sum = sum * r + 2.755731922398589e-07
        sum = sum * r + 2.7557319223985893e-06
        sum = sum * r + 2.48015873015873e-05
        sum = sum * r + 0.0001984126984126984
        sum = sum * r + 0.001388888888888889
        sum = sum * r + 0.008333333333333333
        sum = sum * r + 0.041666666666666664
        sum = sum * r + 0.16666666666666666
        sum = sum * r + 0.5
        sum = sum * r + 1
        sum = sum * r + 1
        // −1,021 ≤ power ≤ 1,023: a normal number.
        return sum * Double(bitPattern: UInt64(Int(power) + 1_023) << 52)
    }

    /// The natural logarithm; −708 for zero and anything below the smallest normal number, NaN stays NaN.
    ///
    /// Relative error below 1e-15: atanh series of (m − 1)/(m + 1) with m in √½…√2.
    package static func log(_ x: Double) -> Double {
        if x.isNaN { return x }
        guard x >= .leastNormalMagnitude else { return -708 }
        guard x.isFinite else { return .greatestFiniteMagnitude }
        var mantissa = x.significand
        var exponent = Double(x.exponent)
        if mantissa > 1.4142135623730951 {
            mantissa /= 2
            exponent += 1
        }
        let t = (mantissa - 1) / (mantissa + 1)
        let square = t * t
        var sum = 0.0
        var odd = 23.0
        while odd >= 1 {
            sum = sum * square + 1 / odd
            odd -= 2
        }
        return exponent * ln2High + (exponent * ln2Low + 2 * t * sum)
    }

    /// 1 / (1 + e^−x), without overflow on either side.
    package static func sigmoid(_ x: Double) -> Double {
        if x >= 0 { return 1 / (1 + exp(-x)) }
        let e = exp(x)
        return e / (1 + e)
    }

    /// log(p / (1 − p)), with p kept inside 1e-12…1 − 1e-12.
    package static func logit(_ p: Double) -> Double {
        let p = min(max(p, 1e-12), 1 - 1e-12)
        return log(p) - log(1 - p)
    }

    /// e to the power of x for a whole row of scores in training; relative error below 1e-6.
    @inline(__always)
    static func fastExp(_ x: Float) -> Float {
        let x = min(max(x, -80), 80)
        let y = x * 1.44269504
        // Adding 1.5 · 2^23 rounds to the nearest whole number without a call.
        let shifted = y + 12_582_912
        let power = shifted - 12_582_912
        let r = (x - power * 0.693359375) + power * 2.12194440e-4
        let polynomial =
            ((((1.9875691500e-4 * r + 1.3981999507e-3) * r + 8.3334519073e-3) * r + 4.1665795894e-2) * r
                + 1.6666665459e-1) * r + 5.0000001201e-1
        let significand = polynomial * r * r + r + 1
        // The lowest bits of `shifted` are `power`: taken from there, several numbers are converted at once.
        let bits = (shifted.bitPattern &- Float(12_582_912).bitPattern &+ 127) << 23
        return significand * Float(bitPattern: bits)
    }
}
