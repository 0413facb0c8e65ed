using ImageAttach.Tool;

return await CommandLine.RunAsync(args);
