import { expect, it } from '@jest/globals';
import type { TemplateVariables } from '../../src/operation/resource/template-variables.js';

/** True only where both types are the same, which assignability alone does not say. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Fails to compile unless the types are the same. */
function same<A, B>(...[verdict]: Same<A, B> extends true ? [true] : [never]): boolean {
  return verdict;
}

type Table = TemplateVariables<'db://{schema}/{table}{?limit}'>;

it('names the variables of a literal template', () => {
  expect(same<Table, { readonly schema: string; readonly table: string; readonly limit?: string }>(true)).toBe(true);
  const table: Table = { schema: 'public', table: 'users' };
  // @ts-expect-error there is no such variable.
  expect(table.tabel).toBeUndefined();
  // @ts-expect-error a query variable may be missing.
  const limit: string = table.limit;
  expect(limit).toBeUndefined();
});

it('refuses values that lack a variable, are no text, or are undefined', () => {
  // @ts-expect-error the table is missing.
  const missing: Table = { schema: 'public' };
  // @ts-expect-error a limit is text.
  const number: Table = { schema: 'public', table: 'users', limit: 7 };
  // @ts-expect-error a limit that is not there is left out.
  const absent: Table = { schema: 'public', table: 'users', limit: undefined };
  expect([missing, number, absent]).toHaveLength(3);
});

it('refuses to change a variable', () => {
  const table: Table = { schema: 'public', table: 'users' };
  // @ts-expect-error values are read-only.
  table.schema = 'private';
  expect(table).toEqual({ schema: 'private', table: 'users' });
});

it('knows every operator', () => {
  type All = TemplateVariables<'{a}/{+b}{.c,d}{/e,f}{;g,h}x{i,j}?k=1{&l,m}{#n,o}'>;
  type Required = 'a' | 'b' | 'c' | 'd' | 'e' | 'f' | 'g' | 'h' | 'i' | 'j' | 'n' | 'o';
  type Expected = { readonly [Name in Required]: string } & { readonly [Name in 'l' | 'm']?: string };
  expect(same<All, { [Name in keyof Expected]: Expected[Name] }>(true)).toBe(true);
});

it('gives a record for a template that only run time knows', () => {
  type Values = Readonly<Record<string, string>>;
  expect(same<TemplateVariables<string>, Values>(true)).toBe(true);
  expect(same<TemplateVariables<`db://${string}/{table}`>, Values>(true)).toBe(true);
});

it('has no variables for a literal text without any', () => {
  expect(same<keyof TemplateVariables<'db://schema'>, never>(true)).toBe(true);
});

it('infers from an argument', () => {
  const read = <const Template extends string>(
    _template: Template,
    get: (values: TemplateVariables<Template>) => string,
  ) => get;
  expect(read('x://{a}', ({ a }) => a)).toBeDefined();
  // @ts-expect-error there is no such variable.
  expect(read('x://{a}', ({ b }) => b)).toBeDefined();
});
