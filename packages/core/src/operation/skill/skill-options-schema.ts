import { z } from 'zod';

const text = (most: number) =>
  z
    .string()
    .min(1)
    .refine((value) => [...value].length <= most, `must have ${most} characters at the most`);
const apart = z.undefined('is given beside the frontmatter').optional();

const reserved = 'io.modelcontextprotocol/';
const isReserved = (key: string): boolean => key.startsWith(reserved);

const frontmatter = z
  .object({
    name: apart,
    description: apart,
    license: z.string().optional(),
    compatibility: text(500).optional(),
    metadata: z
      .record(z.string(), z.string())
      .refine((fields) => !Object.keys(fields).some(isReserved), `keys that begin with ${reserved} are reserved`)
      .optional(),
    'allowed-tools': z.string().optional(),
  })
  .catchall(z.json());

const content = z.union([z.string(), z.instanceof(Uint8Array)]);

/** Core's own options of a skill, with the bounds of Agent Skills. Names and paths are checked where they are used. */
export const skillOptions = z.object({
  description: text(1_024),
  instructions: z.string(),
  frontmatter: frontmatter.optional(),
  files: z
    .record(z.string(), z.union([content, z.strictObject({ content, mimeType: z.string().min(1).optional() })]))
    .optional(),
  name: z.string().optional(),
});
