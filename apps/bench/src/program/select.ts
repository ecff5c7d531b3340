/** The named things a run is about: all, or those that `--only` names. */
export interface Selection<Row, Study> {
  readonly rows: readonly Row[];
  readonly studies: readonly Study[];
}

interface Named {
  readonly name: string;
}

/**
 * Names of rows choose rows, names of studies choose studies; where only one kind is named, rows mean the study `calls`,
 * studies mean all rows. Throws an Error that lists the names when there is no such thing.
 */
export function select<Row extends Named, Study extends Named>(
  only: readonly string[],
  rows: readonly Row[],
  studies: readonly Study[],
): Selection<Row, Study> {
  if (only.length === 0) return { rows, studies };
  const names = [...rows, ...studies].map(({ name }) => name);
  const unknown = only.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new Error(`--only names "${unknown}", which is no row and no study. There are: ${names.join(', ')}.`);
  }
  const chosen = <Thing extends Named>(things: readonly Thing[]) => things.filter(({ name }) => only.includes(name));
  const [chosenRows, chosenStudies] = [chosen(rows), chosen(studies)];
  return {
    rows: chosenRows.length > 0 ? chosenRows : rows,
    studies: chosenStudies.length > 0 ? chosenStudies : studies.filter(({ name }) => name === 'calls'),
  };
}
