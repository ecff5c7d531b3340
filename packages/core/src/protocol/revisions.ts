/** Revisions of the protocol that open with `initialize`, newest first. */
export const revisions = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'] as const;

export type Revision = (typeof revisions)[number];

export const latestRevision: Revision = revisions[0];

export function isRevision(value: unknown): value is Revision {
  return revisions.some((revision) => revision === value);
}
