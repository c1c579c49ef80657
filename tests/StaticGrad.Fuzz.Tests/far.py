# Makes FarPartials.tsv: python3 far.py (needs mpmath 1.3.0). The tests read the file alone.
# Where arguments are very large or very small: each line's value is finite and its partial a normal number of the type, so no
# rule may lose it to an overflow or underflow in between.
import struct
from fractions import Fraction
from mpmath import mp, mpf, acos, acosh, asin, asinh, atanh, atan, cbrt, cosh, diff, exp, log, pi, sinh, sqrt, atan2
mp.dps = 1300
def odd(f): return lambda x: f(x) if x > 0 else -f(-x)
UNARY = {
    'Exp': exp, 'Exp2': lambda x: mpf(2)**x, 'Exp10': lambda x: mpf(10)**x,
    'ExpM1': lambda x: exp(x)-1, 'Exp2M1': lambda x: mpf(2)**x-1, 'Exp10M1': lambda x: mpf(10)**x-1,
    'Log': log, 'Log2': lambda x: log(x)/log(2), 'Log10': lambda x: log(x)/log(10),
    'LogP1': lambda x: log(1+x), 'Log2P1': lambda x: log(1+x)/log(2), 'Log10P1': lambda x: log(1+x)/log(10),
    'Atan': atan, 'AtanPi': lambda x: atan(x)/pi, 'Sinh': sinh, 'Cosh': cosh, 'Asinh': odd(asinh), 'Acosh': acosh,
    'Sqrt': sqrt, 'Cbrt': odd(cbrt),
}
ROOTS = [2, 3, -2]  # .NET's fifth root is off by more digits than the partial may be
BINARY = {
    'Atan2': lambda y, x: atan2(y, x), 'Atan2Pi': lambda y, x: atan2(y, x)/pi, 'Hypot': lambda x, y: sqrt(x*x+y*y),
    'Log': lambda x, b: log(x)/log(b), '/': lambda x, y: x/y,
}
EDGED = {
    'Asin': asin, 'Acos': acos, 'AsinPi': lambda x: asin(x)/pi, 'AcosPi': lambda x: acos(x)/pi, 'Atanh': atanh,
    'LogP1': UNARY['LogP1'], 'Log2P1': UNARY['Log2P1'], 'Log10P1': UNARY['Log10P1'],
}
POSITIVE = {'Log', 'Log2', 'Log10', 'Sqrt', 'Acosh'}
TYPES = {
    'double': ([1e-300, 1e-160, 1e-20, 30.0, 700.0, 1e9, 1e20, 1e100, 1e160, 1e200, 1e300, 1.7e308], 2.2250738585072014e-308, 1.7976931348623157e308),
    'float': ([1e-36, 1e-20, 1e-6, 30.0, 80.0, 1e5, 1e10, 1e20, 1e30, 3e38], 1.1754943508222875e-38, 3.4028234663852886e38),
}
def of_type(t, x): return struct.unpack('f', struct.pack('f', x))[0] if t == 'float' else x
out = open(__file__.replace('far.py', 'FarPartials.tsv'), 'w')
out.write('type\tfunction\tinteger\targument\tpoint\tpartial\n')
def put(t, name, n, i, xs, value, partial):
    _, least, most = TYPES[t]
    if abs(value) <= most and least <= abs(partial) <= most:
        out.write(f"{t}\t{name}\t{n}\t{i}\t{' '.join(repr(x) for x in xs)}\t{float(partial)!r}\n")
def relative(f, x): return diff(f, mpf(x), relative=True)
for t, (sizes, _, most) in TYPES.items():
    sizes = [of_type(t, x) for x in sizes]
    signed = sizes + [-x for x in sizes]
    for name, f in UNARY.items():
        for x in sizes if name in POSITIVE else signed:
            if (name == 'Acosh' and x <= 1) or (name.endswith('P1') and name.startswith('Log') and x <= -1): continue
            if (name.startswith('Exp') or name in ('Sinh', 'Cosh')) and abs(x) > 800: continue
            put(t, name, '', 0, [x], f(mpf(x)), relative(f, x))
    nearest = 1 - 2.0**(-24 if t == 'float' else -53)
    for name, f in EDGED.items():
        for x in (nearest, -nearest, sizes[0]): put(t, name, '', 0, [x], f(mpf(x)), relative(f, x))
    x = 1 + 2 * (1 - nearest)
    put(t, 'Acosh', '', 0, [x], acosh(mpf(x)), relative(acosh, x))
    for n in ROOTS:
        for x in sizes:
            f = lambda v: v**(mpf(1)/n)
            put(t, 'RootN', n, 0, [x], f(mpf(x)), relative(f, x))
    few = [sizes[i] for i in (0, 2, 3, -3, -1)]
    for name, f in BINARY.items():
        for x in few:
            for y in few:
                if name == 'Log' and y <= 1: continue
                for i in (0, 1):
                    g = (lambda v: f(v, mpf(y))) if i == 0 else (lambda v: f(mpf(x), v))
                    put(t, name, '', i, [x, y], f(mpf(x), mpf(y)), relative(g, x if i == 0 else y))
    x = of_type(t, 2e-39) if t == 'float' else 4e-309
    put(t, 'Atan2Pi', '', 0, [0.0, x], 0, 1/(pi*mpf(x)))
    for x in sizes:
        for y in (0.5, 2.0, 3.0, -0.5, 1.5):
            for i in (0, 1):
                g = (lambda v: v**mpf(y)) if i == 0 else (lambda v: mpf(x)**v)
                put(t, 'Pow', '', i, [x, y], mpf(x)**mpf(y), relative(g, x if i == 0 else y))
    for name in ('IEEERemainder', 'Ieee754Remainder'):
        for x, y in [(most, most*0.6), (-most, most*0.6), (most, -most*0.6), (most*0.9, most*0.55), (most, most*0.7), (most, 30.0),
                     (1e-30, 3e-31), (7.0, 2.0), (5.0, 2.0), (1000.3, 0.7), (-1e6, 0.3)]:
            x, y = of_type(t, x), of_type(t, y)
            n = round(Fraction(x) / Fraction(y))
            put(t, name, '', 0, [x, y], 0, 1)
            if n: put(t, name, '', 1, [x, y], 0, mpf(-n))
