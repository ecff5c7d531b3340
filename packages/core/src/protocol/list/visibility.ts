/** Below the surrogates, so that every character stands on its own. */
const bitsPerCharacter = 15;

/** Which of `count` operations are visible, as a short text to look up by: two texts of one count are equal only when all answers are. */
export function visibilityKey(count: number, isVisible: (index: number) => boolean): string {
  let key = '';
  for (let start = 0; start < count; start += bitsPerCharacter) {
    const end = Math.min(count, start + bitsPerCharacter);
    let bits = 0;
    for (let index = start; index < end; index++) bits = bits * 2 + (isVisible(index) ? 1 : 0);
    key += String.fromCharCode(bits);
  }
  return key;
}
