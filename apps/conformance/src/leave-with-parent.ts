// Loaded into the programs the runner starts: however it ends, even killed outright, they end too.
process.once('disconnect', () => process.exit(1));
// It may have ended before this was loaded.
if (!process.connected) process.exit(1);
process.channel?.unref();
