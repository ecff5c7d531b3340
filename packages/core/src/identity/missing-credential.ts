import { AuthenticationError } from '../errors/toolgate-error.js';

/** No credential came where one is needed. Names the permissions, where a caller may know what it would need. */
export class MissingCredential extends AuthenticationError {
  readonly permissions: readonly string[];

  constructor(permissions: readonly string[] = []) {
    super('This needs a credential.');
    this.permissions = permissions;
  }
}
