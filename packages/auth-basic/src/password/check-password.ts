/** Longest password in bytes of UTF-8. */
export const maxPasswordBytes = 1_024;

const control = /\p{Cc}/u;

/** Whether text holds characters that no user name and no password may have (RFC 7617, 2). */
export function hasControlCharacters(text: string): boolean {
  return control.test(text);
}

/** Throws a TypeError that never quotes it unless a password can be sent and was not left out by mistake. */
export function checkPassword(password: unknown, what: string): asserts password is string {
  if (typeof password !== 'string' || password.trim() === '') throw new TypeError(`${what} is empty.`);
  // What is left of a variable that was never set.
  if (password === 'undefined' || password === 'null') throw new TypeError(`${what} is the text "${password}".`);
  if (/^\$(?:2[abxy]?|argon2\w*|scrypt|[156])\$/.test(password)) {
    throw new TypeError(`${what} is a hash of another kind: make one with the command \`hash\`.`);
  }
  if (hasControlCharacters(password)) throw new TypeError(`${what} has control characters, which no client can send.`);
  if (Buffer.byteLength(password) > maxPasswordBytes) {
    throw new TypeError(`${what} is longer than ${maxPasswordBytes} bytes.`);
  }
}
