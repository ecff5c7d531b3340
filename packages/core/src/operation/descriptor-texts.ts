import { modernRevision } from '../protocol/modern/modern-revision.js';
import { legacyRevisions, type Revision } from '../protocol/revisions.js';

type Entry = Readonly<Record<string, unknown>>;

/** JSON text of a list entry for every revision; `since` says which keys a revision brought. Keys it does not name were always there. */
export function descriptorTexts(
  entry: Entry,
  since: Readonly<Record<string, Revision>>,
): Readonly<Record<Revision, string>> {
  const text = (revision: Revision): string =>
    JSON.stringify(Object.fromEntries(Object.entries(entry).filter(([key]) => (since[key] ?? '') <= revision)));
  const [november2025, june2025, march2025, november2024] = legacyRevisions;
  return {
    [modernRevision]: text(modernRevision),
    [november2025]: text(november2025),
    [june2025]: text(june2025),
    [march2025]: text(march2025),
    [november2024]: text(november2024),
  };
}
