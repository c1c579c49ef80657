// System.Version is in the way otherwise.
global using Version = StaticGrad.Generator.Analysis.Version;
