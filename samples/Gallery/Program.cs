using Gallery.Commands;
using ImageAttach;
using ImageAttach.Vector;

// Drawings as well as photos. Their scripts aren't run, neither here nor in browsers.
ImageCodecs.Use(new SvgCodec());
return await CommandLine.RunAsync(args);
