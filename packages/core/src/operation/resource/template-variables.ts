/**
 * Variables of a template the compiler knows: those of `{?…}` and `{&…}` are optional, the others required. Any other
 * text, such as a plain `string`, gives a record.
 */
export type TemplateVariables<Template extends string> =
  Record<never, never> extends Readonly<Record<Template, 1>>
    ? Readonly<Record<string, string>>
    : Flat<
        { readonly [Name in RequiredNames<Expressions<Template>>]: string } & {
          readonly [Name in OptionalNames<Expressions<Template>>]?: string;
        }
      >;

type Flat<Value> = { [Key in keyof Value]: Value[Key] };

type Expressions<Template extends string, Found = never> = Template extends `${string}{${infer Body}}${infer Rest}`
  ? Expressions<Rest, Found | Body>
  : Found;

type RequiredNames<Body> = Body extends `${'?' | '&'}${string}`
  ? never
  : Body extends `${'+' | '#' | '.' | '/' | ';'}${infer List}`
    ? Names<List>
    : Names<Body>;

type OptionalNames<Body> = Body extends `${'?' | '&'}${infer List}` ? Names<List> : never;

type Names<List, Found = never> = List extends `${infer Name},${infer Rest}`
  ? Names<Rest, Found | Name>
  : Found | (List extends string ? List : never);
