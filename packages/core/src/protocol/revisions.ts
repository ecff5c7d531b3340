import { modernRevision } from './modern/modern-revision.js';

/** Revisions that open with `initialize`, newest first. */
export const legacyRevisions = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'] as const;

export type LegacyRevision = (typeof legacyRevisions)[number];

/** Every revision of the protocol that is served. Their names sort by age. */
export type Revision = LegacyRevision | typeof modernRevision;

export const latestLegacyRevision: LegacyRevision = legacyRevisions[0];

export function isLegacyRevision(value: unknown): value is LegacyRevision {
  return legacyRevisions.some((revision) => revision === value);
}

/** What every client is told that asks for something else. */
export const supportedRevisions: readonly Revision[] = [modernRevision, ...legacyRevisions];
