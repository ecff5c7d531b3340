const pattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Throws a TypeError for what cannot be the name of a skill (Agent Skills). */
export function assertSkillName(name: string): void {
  if (typeof name === 'string' && name.length <= 64 && pattern.test(name)) return;
  throw new TypeError(
    `A skill is called ${JSON.stringify(name)}: use 1 to 64 of a-z 0-9, with single hyphens between them.`,
  );
}
