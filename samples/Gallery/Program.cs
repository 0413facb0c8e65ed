using Gallery.Commands;

return await CommandLine.RunAsync(args);
