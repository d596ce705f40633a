import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson, readJson } from './json-body.ts';
import { codeOf } from './testing.ts';

const read = (text: string | Buffer) => readJson(Buffer.from(text));
const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

describe('a body', () => {
  it('is read when it is UTF-8 JSON', () => {
    expect(read('{"title":"Brille – 52□18","n":[1,2.5,null,true]}')).toEqual({
      title: 'Brille – 52□18',
      n: [1, 2.5, null, true],
    });
  });

  it.each([
    ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    ['a lone surrogate in UTF-8', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ['an overlong form', Buffer.from([0x22, 0xc0, 0xaf, 0x22])],
    ['nothing', ''],
    ['no JSON', 'webhook_id=1'],
    ['half of it', '{"id":1'],
    ['two of it', '{"id":1}{"id":2}'],
    ['a list', '[1]'],
    ['text', '"id"'],
    ['null', 'null'],
    ['an unclosed text', '{"id":"1'],
    ['33 levels', nested(33)],
    ['100,000 levels of lists', `{"a":${'['.repeat(100_000)}`],
    ['100,000 levels, closed', nested(100_000)],
  ])('is refused as %s', (_, body) => {
    expect(codeOf(() => read(body))).toBe('webhook-body-invalid');
  });

  it('may be nested 32 deep, and hold any brackets inside text', () => {
    expect(read(nested(32))).toBeTypeOf('object');
    const text = '[{'.repeat(500);
    expect(read(JSON.stringify({ text, quoted: `\\"${text}\\\\` }))).toEqual({
      text,
      quoted: `\\"${text}\\\\`,
    });
  });

  it('keeps every digit of ids beyond 2^53, and leaves what is written inside text alone', () => {
    expect(read('{"id":788032119674292922,"list":[9007199254740993],"gid":"x/788032119674292922"}')).toEqual({
      id: '788032119674292922',
      list: ['9007199254740993'],
      gid: 'x/788032119674292922',
    });
    expect(parseJson('{"id":12345,"big":1234567890123456.5,"e":1234567890123456e2}')).toEqual({
      id: 12345,
      big: 1234567890123456.5,
      e: 1234567890123456e2,
    });
  });

  it('is read like JSON.parse reads it, but for long numbers', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const text = JSON.stringify({ value });
        fc.pre(!/\d{16}/.test(text));
        expect(read(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('keeps any id whole among any texts', () => {
    fc.assert(
      fc.property(fc.string(), fc.bigInt({ min: 10n ** 15n, max: 10n ** 25n }), (text, id) => {
        expect(read(`{"text":${JSON.stringify(text)},"id":${id},"again":${JSON.stringify(text)}}`)).toEqual({
          text,
          id: String(id),
          again: text,
        });
      }),
    );
  });
});
