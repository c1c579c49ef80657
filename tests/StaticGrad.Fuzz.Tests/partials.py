# Makes Partials.tsv: python3 partials.py (needs mpmath 1.3.0). The tests read the file alone. A new function is a line here.
from mpmath import mp, mpf, exp, log, sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, asinh, acosh, atanh, atan2, sqrt, cbrt, pi, hypot, diff, root
mp.dps=150
F={
'Exp':exp,'Exp2':lambda x:mpf(2)**x,'Exp10':lambda x:mpf(10)**x,'ExpM1':lambda x:exp(x)-1,'Exp2M1':lambda x:mpf(2)**x-1,'Exp10M1':lambda x:mpf(10)**x-1,
'Log':log,'Log2':lambda x:log(x)/log(2),'Log10':lambda x:log(x)/log(10),
'LogP1':lambda x:log(1+x),'Log2P1':lambda x:log(1+x)/log(2),'Log10P1':lambda x:log(1+x)/log(10),
'Sin':sin,'Cos':cos,'Tan':tan,'Asin':asin,'Acos':acos,'Atan':atan,
'SinPi':lambda x:sin(pi*x),'CosPi':lambda x:cos(pi*x),'TanPi':lambda x:tan(pi*x),
'AsinPi':lambda x:asin(x)/pi,'AcosPi':lambda x:acos(x)/pi,'AtanPi':lambda x:atan(x)/pi,
'Sinh':sinh,'Cosh':cosh,'Tanh':tanh,'Asinh':asinh,'Acosh':acosh,'Atanh':atanh,
'DegreesToRadians':lambda x:x*pi/180,'RadiansToDegrees':lambda x:x*180/pi,'Sqrt':sqrt,'Cbrt':lambda x:cbrt(x) if x>0 else -cbrt(-x),
}
G={'Log':lambda x,b:log(x)/log(b),'Atan2':lambda y,x:atan2(y,x),'Atan2Pi':lambda y,x:atan2(y,x)/pi,'Pow':lambda x,y:x**y,'Hypot':lambda x,y:sqrt(x*x+y*y)}
inside=[0.3,-0.72,1e-9]
P={}
for n in F: P[n]=inside
for n in 'Sin Cos SinPi CosPi'.split(): P[n]=[0.3,-2.9,41.7,-1234.567]
for n in 'Atan AtanPi Asinh'.split(): P[n]=[0.3,-41.7]
P['Tanh']=[0.3,-2.9,1e-9,21.0,-60.0]
for n in 'Exp ExpM1 Exp2 Exp2M1 Exp10 Exp10M1 Sinh Cosh'.split(): P[n]=[0.3,-2.9,1e-9,17.3]
for n in 'Log Log2 Log10 Sqrt'.split(): P[n]=[0.3,41.7]
P['Cbrt']=[0.3,-41.7]; P['Acosh']=[1.5,41.7]; P['TanPi']=[0.15,-0.22]
Q={'Log':[(0.3,2.0),(41.7,1.5)],'Atan2':[(0.3,0.4),(-2.9,-1.7)],'Pow':[(0.3,0.4),(41.7,-2.9)],'Hypot':[(0.3,0.4),(-2.9,1.7)]}
Q['Atan2Pi']=Q['Atan2']
rows=[]
def put(n,xs,v):
    hi=float(v); lo=float(v-mpf(hi)); rows.append((n,' '.join(repr(x) for x in xs),hi,lo))
for n,f in F.items():
    for x in P[n]: put(n+'/1',[x],diff(f,mpf(x)))
for n,f in G.items():
    for x,y in Q[n]:
        for i in (0,1):
            rows_n=n+'/2:'+str(i)
            put(rows_n,[x,y],diff(f,(mpf(x),mpf(y)),(1,0) if i==0 else (0,1)))
for k in (2,3,5,-2):
    for x in (0.3,41.7): put('RootN/1',[x,float(k)],diff(lambda t:t**(mpf(1)/k),mpf(x)))
out=open(__file__.replace('partials.py','Partials.tsv'),'w')
out.write('function:argument\tpoint\thigh\tlow\n')
for r in rows: out.write(f"{r[0] if ':' in r[0] else r[0]+':0'}\t{r[1]}\t{r[2]!r}\t{r[3]!r}\n")
