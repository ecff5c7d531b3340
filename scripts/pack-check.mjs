import { compilations } from './pack/compile.mjs';
import { installConsumer } from './pack/consumer.mjs';
import { load } from './pack/load.mjs';
import { writeProgram } from './pack/program.mjs';
import { runBin } from './pack/run-bin.mjs';
import { attw, pack, publint } from './pack/tarball.mjs';
import { inParallel, main, temporaryFolder } from './tools/main.mjs';
import { publicPackages } from './tools/packages.mjs';

/** Runs one step for one package and prints one line about it. */
async function step(pkg, title, work) {
  const start = performance.now();
  try {
    const result = await work();
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${pkg.name}: ${title} ok (${result.summary ?? `${seconds} s`})`);
    return result;
  } catch (error) {
    console.log(`${pkg.name}: ${title} FAILED`);
    throw new Error(`${pkg.name}: ${title} failed.\n${error.message}`);
  }
}

async function install(pkg, packed, folder) {
  const project = await installConsumer(pkg, packed, folder);
  const names = await load(pkg, project);
  await writeProgram(names, project);
  return { ...pkg, project, summary: `${Object.values(names).flat().length} exports` };
}

// Every public package as a user gets it: its tarball, installed alone with its peers, loaded and type-checked.
await main(async () => {
  const folder = temporaryFolder('toolgate-pack-');
  const each = (items, work) =>
    inParallel(
      2,
      items.map((item) => () => work(item)),
    );
  const packed = await each(publicPackages(), (pkg) => step(pkg, 'pack', () => pack(pkg, folder)));
  const installed = await each(packed, (pkg) => step(pkg, 'import, require', () => install(pkg, packed, folder)));
  const checks = [
    { title: 'publint', check: publint },
    { title: 'attw', check: attw },
    ...compilations().map(({ title, check }) => ({ title, check: (pkg) => check(pkg.project) })),
  ];
  const program = { title: 'program', check: runBin };
  const pairs = installed.flatMap((pkg) =>
    (pkg.manifest.bin === undefined ? checks : [...checks, program]).map((check) => ({ pkg, ...check })),
  );
  await each(pairs, ({ pkg, title, check }) => step(pkg, title, () => check(pkg)));
});
