/** A file or folder, with its entry among the resources of its folder. */
interface Child {
  readonly uri: string;
  readonly entry: object;
}

/** JSON texts of what is in each folder of a skill, by the folder's URI. `root` is the URI of the skill's own folder. */
export function skillDirectories(root: string, files: readonly Child[]): ReadonlyMap<string, readonly string[]> {
  const directories = new Map<string, string[]>([[root, []]]);
  const add = ({ uri, entry }: Child): void => {
    const parent = uri.slice(0, uri.lastIndexOf('/'));
    const siblings = directories.get(parent) ?? [];
    siblings.push(JSON.stringify(entry));
    if (directories.has(parent)) return;
    directories.set(parent, siblings);
    add({ uri: parent, entry: directoryEntry(parent) });
  };
  for (const file of files) add(file);
  return directories;
}

function directoryEntry(uri: string): object {
  const name = decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
  return { uri, name, mimeType: 'inode/directory' };
}
