/** Prints what importing cost this process, and what that and listening did, and ends it. */
export async function measureStart<Imported>(
  load: () => Promise<Imported>,
  listen: (imported: Imported) => Promise<unknown>,
): Promise<never> {
  const began = performance.now();
  const before = process.cpuUsage();
  const costSoFar = () => {
    const { user, system } = process.cpuUsage(before);
    return { cpu: (user + system) / 1_000, ms: performance.now() - began, rss: process.memoryUsage().rss };
  };
  const loaded = await load();
  const imported = costSoFar();
  await listen(loaded);
  console.log(JSON.stringify({ imported, listening: costSoFar() }));
  process.exit();
}
