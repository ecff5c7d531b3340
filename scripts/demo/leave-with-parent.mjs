// Loaded into the demo server: when `npm run demo` is killed outright, the server drains and ends too.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel.unref();
