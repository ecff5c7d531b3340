/** What every host must take of one skill (SEP-2640): files and bytes, `SKILL.md` among them. */
export const skillLimits = { files: 512, bytes: 16 * 1024 ** 2 } as const;
