import { AuthorizationError } from '../errors/toolgate-error.js';
import type { Missing } from './grants.js';

/** A known caller lacks something, and may be told what (RFC 6750, 3.1). */
export class InsufficientScope extends AuthorizationError {
  readonly permissions: readonly string[];

  constructor(operation: string, missing: Missing) {
    const { permissions, roles } = missing;
    const needs = [...permissions.map((permission) => `the permission ${permission}`)];
    if (roles.length > 0) needs.push(`the role ${roles.join(' or ')}`);
    super(`${operation} needs ${needs.join(' and ')}.`, { details: { permissions, roles } });
    this.permissions = permissions;
  }
}
