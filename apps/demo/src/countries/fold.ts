// Only accents of Latin, Greek and Cyrillic: in other scripts combining marks are vowels.
const accents = /[\u0300-\u036f]/g;
const separators = /[^\p{L}\p{M}\p{N}]+/gu;

/** Text as names are compared: lower case, no accents, and one blank for whatever separates words. */
export function fold(text: string): string {
  return text.toLowerCase().normalize('NFKD').replace(accents, '').replace(separators, ' ').trim();
}
