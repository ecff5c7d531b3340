/** Prints what importing and then listening cost this process, and ends it. */
export async function measureStart<Imported>(
  load: () => Promise<Imported>,
  listen: (imported: Imported) => Promise<unknown>,
): Promise<never> {
  const began = performance.now();
  const cpuMs = (): number => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  };
  const before = cpuMs();
  const imported = await load();
  const importCpu = cpuMs() - before;
  await listen(imported);
  const figures = { importCpu, cpu: cpuMs() - before, ms: performance.now() - began, rss: process.memoryUsage().rss };
  console.log(JSON.stringify(figures));
  process.exit();
}
