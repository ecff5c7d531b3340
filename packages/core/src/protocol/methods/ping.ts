/** `ping`: an empty result at any time. */
export function ping(): string {
  return '{}';
}
