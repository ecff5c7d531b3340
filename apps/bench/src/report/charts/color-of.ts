/** Ours stand out from the floor and from others. */
export function colorOf(subject: string): string {
  if (subject === 'floor') return '#888888';
  return subject.startsWith('toolgate') ? '#2f6fde' : '#d98a2b';
}
