import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonLines } from './json-lines.ts';

it('tells on which line each value of a JSON text begins', () => {
  const text =
    '{\n  "tone": "formal",\n  "faq": [\n    {"question": "a, b: [c]?"},\n    7\n  ],\n  "a/b": {}\n}';
  expect([...jsonLines(text)]).toEqual([
    ['', 1],
    ['/tone', 2],
    ['/faq', 3],
    ['/faq/0', 4],
    ['/faq/0/question', 4],
    ['/faq/1', 5],
    ['/a~1b', 7],
  ]);
});

it('names every value of any JSON, and no other', () => {
  const pointers = (value: unknown, pointer: string): string[] => {
    if (typeof value !== 'object' || value === null) return [pointer];
    const escaped = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1');
    const inner = Object.entries(value).flatMap(([name, each]) =>
      pointers(each, `${pointer}/${escaped(name)}`),
    );
    return [pointer, ...inner];
  };
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value, null, 1);
      expect(new Set(jsonLines(text).keys())).toEqual(new Set(pointers(JSON.parse(text), '')));
    }),
  );
});
