import type { Evidence } from '../evidence.ts';
import { fieldEvidence } from '../eyewear-evidence.ts';
import { fieldNamed } from '../field-names.ts';
import { isRecord } from '../json-body.ts';
import type { StoreContext } from '../platform.ts';
import { type Body, records, text } from '../reading.ts';

/** What must be known of an attribute: what people call it, and what its option ids stand for. */
export interface MagentoAttribute {
  label: string;
  /** null: its values are plain. */
  options: Readonly<Record<string, string>> | null;
}
export type MagentoAttributes = Readonly<Record<string, MagentoAttribute>>;

/** What `inspect` learned and the store keeps. */
export interface MagentoExtra {
  attributes: MagentoAttributes;
  categories: Readonly<Record<string, string>>;
  media_url: string;
}

export function extraOf({ extra, address }: StoreContext): MagentoExtra {
  const { attributes, categories, media_url } = extra;
  return {
    attributes: isRecord(attributes) ? (attributes as unknown as MagentoAttributes) : {},
    categories: isRecord(categories) ? (categories as Record<string, string>) : {},
    media_url: typeof media_url === 'string' ? media_url : `${address}/media/`,
  };
}

/** Whether an attribute may tell anything of a frame. */
export function isOfUse(code: string, label: string): boolean {
  return code === 'manufacturer' || fieldNamed(code) !== null || fieldNamed(label) !== null;
}

/** The options of an attribute by their ids; the empty first one is Magento's "please choose". */
export function optionsOf(list: unknown): Record<string, string> {
  const pairs = records(list).flatMap(({ value, label }): [string, string][] => {
    const words = text(label, 200);
    return typeof value === 'string' && value !== '' && words !== null ? [[value, words]] : [];
  });
  return Object.fromEntries(pairs);
}

/** A product's custom attributes in words. */
export class ReadAttributes {
  readonly #values = new Map<string, string | string[]>();
  readonly #known: MagentoAttributes;
  /** Attributes with an option whose words we have not been told. */
  readonly unknown: string[] = [];

  constructor(body: Body, known: MagentoAttributes) {
    this.#known = known;
    for (const { attribute_code: code, value } of records(body.custom_attributes)) {
      if (typeof code !== 'string') continue;
      const options = Object.hasOwn(known, code) ? known[code]?.options : null;
      const words =
        options === null || options === undefined ? plain(value) : this.#words(code, value, options);
      if (words !== null) this.#values.set(code, words);
    }
  }

  #words(code: string, value: unknown, options: Readonly<Record<string, string>>): string[] {
    const ids = Array.isArray(value) ? value.map(String) : String(value ?? '').split(',');
    const real = ids.filter((id) => id !== '');
    if (real.some((id) => !Object.hasOwn(options, id))) this.unknown.push(code);
    return real.map((id) => options[id] ?? '').filter((word) => word !== '');
  }

  text(code: string, maxLength: number): string | null {
    const value = this.#values.get(code);
    return text(Array.isArray(value) ? value[0] : value, maxLength);
  }

  /** The colour, whatever its attribute is called. */
  color(): string | null {
    for (const code of this.#values.keys()) {
      if (this.#fieldName(code) === 'color') return this.text(code, 80);
    }
    return null;
  }

  evidence(): Evidence[] {
    return [...this.#values].flatMap(([code, value]) => {
      const label = this.#known[code]?.label ?? '';
      return fieldEvidence(fieldNamed(code) === null ? label : code, value, 'attribute');
    });
  }

  #fieldName(code: string): string | null {
    return fieldNamed(code) ?? fieldNamed(this.#known[code]?.label ?? '');
  }
}

function plain(value: unknown): string | string[] | null {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}
