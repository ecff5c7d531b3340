/** One row of the permission table of the product contract: a requirement, sets of grants that satisfy it, and sets that do not. */
export interface PermissionRow {
  readonly required: string | readonly string[];
  readonly granted: readonly (readonly string[])[];
  readonly refused: readonly (readonly string[])[];
}

export const permissionTable: readonly PermissionRow[] = [
  {
    required: 'a.b',
    granted: [['a.b'], ['a.*'], ['*'], ['a'], ['a', 'b'], ['x', 'a.b']],
    refused: [
      [],
      ['a.c'],
      ['A.b'],
      ['a.B'],
      ['ab'],
      ['a.b.c'],
      ['a.b.*'],
      ['a*'],
      ['*.b'],
      ['a.*.c'],
      ['**'],
      ['a.**'],
      ['*.*'],
      ['b'],
      ['b', 'c'],
      [''],
      ['.'],
      [' a.b'],
      ['constructor'],
      ['a.b,a.c'],
      ['a.b a.c'],
    ],
  },
  {
    required: 'a.b.c',
    granted: [['a.b.c'], ['a'], ['a.b'], ['a.*'], ['a.b.*'], ['*'], ['a', 'b', 'c']],
    refused: [['b.c'], ['a.c'], ['c'], ['b', 'c'], ['a.*.c'], ['*.c'], ['a.b.c.d'], ['a.b.c.*'], ['A']],
  },
  { required: 'a', granted: [['a'], ['*']], refused: [['a.b'], ['a.*'], ['A'], ['aa'], ['**'], ['a*'], ['']] },
  {
    required: ['x', 'y.z'],
    granted: [['x', 'y.z'], ['x', 'y'], ['x', 'y.*'], ['*'], ['x', 'y', 'z']],
    refused: [['x'], ['y.z'], ['x', 'z'], ['x.*', 'y']],
  },
  { required: 'crm:read', granted: [['crm:read'], ['*']], refused: [['crm'], ['crm:*'], ['crm', 'read']] },
  { required: 'constructor', granted: [['constructor'], ['*']], refused: [[], ['__proto__']] },
];

/** Requirements that are refused when a tool is registered. */
export const brokenRequirements: readonly (string | readonly string[])[] = [
  [],
  '',
  'a.',
  '.a',
  'a..b',
  '.',
  ' ',
  'a b',
  'a .b',
  'a\t.b',
  'a\n',
  '*',
  'a.*',
  'a*',
  '**',
  ['a', ''],
  ['a.b', '*'],
];
