import { isObject } from '../parse-message.js';

type JsonObject = Readonly<Record<string, unknown>>;

interface Choice {
  readonly const: string;
  readonly title?: string;
}

/** Choices of strings as zod describes them, in the protocol's words for one of them; undefined for anything else. */
export function singleChoice(field: JsonObject): JsonObject | undefined {
  const choices = choicesOf(field);
  if (choices === undefined) return undefined;
  if (field.enumNames !== undefined) return { enum: choices.map(value), enumNames: field.enumNames };
  return choices.some(hasTitle) ? { oneOf: choices.map(titled) } : { enum: choices.map(value) };
}

/** The same in the words for several of them: the `items` of an array. */
export function multipleChoice(items: JsonObject): JsonObject | undefined {
  const choices = choicesOf(items);
  if (choices === undefined) return undefined;
  return choices.some(hasTitle) ? { anyOf: choices.map(titled) } : { type: 'string', enum: choices.map(value) };
}

const value = (choice: Choice): string => choice.const;
const hasTitle = (choice: Choice): boolean => choice.title !== undefined;
const titled = (choice: Choice): Choice => ({ const: choice.const, title: choice.title ?? choice.const });

/** A union of literals, titles given through meta (`oneOf`, `anyOf` or `enumNames`), a literal, or an enum. */
function choicesOf({ oneOf, anyOf, enum: values, enumNames, const: only }: JsonObject): readonly Choice[] | undefined {
  const options = oneOf ?? anyOf ?? (only === undefined ? undefined : [{ const: only }]);
  if (Array.isArray(options)) return options.every(isChoice) ? options : undefined;
  if (!Array.isArray(values) || !values.every((item) => typeof item === 'string')) return undefined;
  const names: readonly unknown[] = Array.isArray(enumNames) ? enumNames : [];
  return values.map((item, index) => {
    const title = names[index];
    return typeof title === 'string' ? { const: item, title } : { const: item };
  });
}

function isChoice(option: unknown): option is Choice {
  if (!isObject(option) || typeof option.const !== 'string') return false;
  return option.title === undefined || typeof option.title === 'string';
}
