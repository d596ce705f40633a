import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { believe } from './believe.ts';
import { EVIDENCE_SOURCES, type Evidence } from './evidence.ts';
import {
  categoryEvidence,
  descriptionEvidence,
  fieldEvidence,
  optionEvidence,
  tagEvidence,
  titleEvidence,
} from './eyewear-evidence.ts';
import { fieldNamed } from './field-names.ts';

const said = (evidence: readonly Evidence[]) =>
  Object.fromEntries(evidence.map(({ field, value }) => [field, value]));

describe('what a merchant calls a field', () => {
  it.each([
    ['Lens width (mm)', 'lens_width'],
    ['lens_width', 'lens_width'],
    ['Eye size', 'lens_width'],
    ['A', 'lens_width'],
    ['Glasbreite', 'lens_width'],
    ['Gläserbreite', 'lens_width'],
    ['Calibre', 'lens_width'],
    ['Ancho de la lente', 'lens_width'],
    ['Larghezza lente', 'lens_width'],
    ['DBL', 'bridge'],
    ['Distance between lenses', 'bridge'],
    ['Stegbreite', 'bridge'],
    ['Largeur du pont', 'bridge'],
    ['Puente', 'bridge'],
    ['Ponte', 'bridge'],
    ['Arm length', 'temple'],
    ['Side length', 'temple'],
    ['Bügellänge in mm', 'temple'],
    ['Longueur des branches', 'temple'],
    ['Varillas', 'temple'],
    ['Lunghezza aste', 'temple'],
    ['Breite', 'total_width'],
    ['_varai_frame_width_mm', 'total_width'],
    ['Hinge-to-hinge', 'total_width'],
    ['Largeur de la monture', 'total_width'],
    ['B', 'lens_height'],
    ['Glashöhe', 'lens_height'],
    ['Frame weight (g)', 'weight_g'],
    ['eyewear-frame-design', 'shape'],
    ['pa_frame-color', 'color'],
    ['Fassungsform', 'shape'],
    ['Matière', 'material'],
    ['Rim type', 'rim'],
    ['Nose pads', 'bridge_type'],
    ['target-gender', 'gender'],
    ['Größe', 'size'],
    ['Shipping class', null],
    ['Title', null],
    ['', null],
  ])('%s is %s', (name, field) => {
    expect(fieldNamed(name)).toBe(field);
  });
});

describe('evidence of a field', () => {
  it.each([
    ['Lens width', '48', { lens_width: 48 }],
    ['Lens width', 48, { lens_width: 48 }],
    ['Lens width', '48,5 mm', { lens_width: 48.5 }],
    ['Temple', '14.5 cm', { temple: 145 }],
    ['Frame width', '{"value":138.0,"unit":"MILLIMETERS"}', { total_width: 138 }],
    ['Weight', '0.018 kg', { weight_g: 18 }],
    ['Lens width', '520', {}],
    ['Lens width', 'wide', {}],
    ['Bridge', '', {}],
    ['Size', '52-18-145', { lens_width: 52, bridge: 18, temple: 145 }],
    ['Size', '52□18 145', { lens_width: 52, bridge: 18, temple: 145 }],
    ['Size', '52', { lens_width: 52 }],
    ['Size', 'M (52-18-145)', { lens_width: 52, bridge: 18, temple: 145 }],
    ['Size', 'M', {}],
    ['Frame shape', 'Œil de chat', { shape: 'cat_eye' }],
    ['Frame shape', '["Panto"]', { shape: 'panto' }],
    ['Frame material', 'Acier inox', { material: 'stainless_steel' }],
    ['Rim type', 'Half-rim', { rim: 'semi' }],
    ['Frame color', 'Smoke Tortoise', { color: 'Smoke Tortoise' }],
    ['Gender', 'Damen, Herren', { gender: 'unisex' }],
    ['Gender', 'Male', { gender: 'men' }],
    ['Age group', 'kids', { gender: 'kids' }],
    ['Age group', 'adults', {}],
    ['Frame shape', 'other', {}],
    ['Frame shape', null, {}],
    ['Frame shape', { a: 1 }, {}],
  ])('%s %s', (name, value, expected) => {
    expect(said(fieldEvidence(name, value, 'attribute'))).toEqual(expected);
  });

  it('is less sure when several values stand there', () => {
    const [one] = optionEvidence('Lens width', ['48']);
    const [several] = optionEvidence('Lens width', ['48', '51']);
    expect(several?.value).toBe(48);
    expect(several?.confidence).toBeLessThan(one?.confidence ?? 0);
    expect(optionEvidence('Lens width', [])).toEqual([]);
  });
});

describe('evidence in running text', () => {
  it.each([
    ['Alder 52-18-145', { lens_width: 52, bridge: 18, temple: 145 }],
    ['Alder 52□18 145', { lens_width: 52, bridge: 18, temple: 145 }],
    ['Alder 52/18-140', { lens_width: 52, bridge: 18, temple: 140 }],
    ['Alder 52 x 18 x 140', { lens_width: 52, bridge: 18, temple: 140 }],
    ['Alder 52□18', { lens_width: 52, bridge: 18 }],
    ['Model 20-18-145', {}],
    ['Edition 2026-11-20', {}],
    ['Call 52-18-1455', {}],
    ['Runde Brille aus Acetat', { shape: 'round', material: 'acetate' }],
    ['Lunettes rondes femme', { shape: 'round', gender: 'women' }],
    ['Full of style', {}],
  ])('title: %s', (title, expected) => {
    expect(said(titleEvidence(title))).toEqual(expected);
  });

  it('of tags, alone and with a name', () => {
    const tags = ['lens-width:52', 'Rahmenform: rund', 'titanium', '50-20-140'];
    expect(said(tagEvidence(tags))).toEqual({
      lens_width: 50,
      shape: 'round',
      material: 'titanium',
      bridge: 20,
      temple: 140,
    });
    expect(said(tagEvidence(['cat', 'eye']))).toEqual({});
  });

  it('of descriptions: measures that are named, in five languages', () => {
    expect(
      said(descriptionEvidence('Lens width: 48 mm, bridge 21 mm and temple length of 14.5 cm.')),
    ).toMatchObject({
      lens_width: 48,
      bridge: 21,
      temple: 145,
    });
    expect(said(descriptionEvidence('Glasbreite 48 mm, Stegbreite 21 mm, Bügellänge 145 mm.'))).toEqual({
      lens_width: 48,
      bridge: 21,
      temple: 145,
    });
    expect(said(descriptionEvidence('A width of 48 and a height of 20.'))).toEqual({});
    expect(said(descriptionEvidence('Round acetate frame with a keyhole bridge. 48-21-145.'))).toEqual({
      lens_width: 48,
      bridge: 21,
      temple: 145,
      shape: 'round',
      material: 'acetate',
      bridge_type: 'keyhole',
    });
  });

  it('of categories', () => {
    expect(said(categoryEvidence('Sonnenbrillen | Damen'))).toEqual({ gender: 'women' });
    expect(categoryEvidence(null)).toEqual([]);
  });

  it('never makes a value the catalogue would refuse, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        const all = [...titleEvidence(text), ...tagEvidence([text]), ...descriptionEvidence(text)];
        for (const { confidence, value } of all) {
          expect(confidence).toBeGreaterThan(0);
          expect(typeof value === 'number' ? value >= 8 && value <= 170 : value.length > 0).toBe(true);
        }
      }),
    );
  });
});

describe('what all evidence comes to', () => {
  const evidence = fc.oneof(
    fc.record({
      field: fc.constantFrom('lens_width' as const, 'bridge' as const),
      value: fc.integer({ min: 40, max: 44 }),
      source: fc.constantFrom(...EVIDENCE_SOURCES),
      confidence: fc.constantFrom(0.5, 0.6, 0.95),
    }),
    fc.record({
      field: fc.constant('shape' as const),
      value: fc.constantFrom('round' as const, 'oval' as const),
      source: fc.constantFrom(...EVIDENCE_SOURCES),
      confidence: fc.constantFrom(0.5, 0.6, 0.95),
    }),
    fc.record({
      field: fc.constant('gender' as const),
      value: fc.constantFrom('women' as const, 'kids' as const),
      source: fc.constantFrom(...EVIDENCE_SOURCES),
      confidence: fc.constantFrom(0.5, 0.95),
    }),
  );

  it('is the same in any order, and however often a thing is said', () => {
    fc.assert(
      fc.property(
        fc
          .array(evidence)
          .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          expect(believe(shuffled)).toEqual(believe(all));
          expect(believe([...all, ...shuffled])).toEqual(believe(all));
        },
      ),
    );
  });

  it('is the surest value of each field, with where it was read', () => {
    const { eyewear, gender, eyewear_sources } = believe([
      ...titleEvidence('Round frame 52-18-145'),
      ...fieldEvidence('Lens width', '50', 'metafield'),
      ...fieldEvidence('Gender', 'women', 'attribute'),
    ]);
    expect(eyewear).toMatchObject({
      lens_width: 50,
      bridge: 18,
      temple: 145,
      shape: 'round',
      material: null,
    });
    expect(gender).toBe('women');
    expect(eyewear_sources.lens_width).toEqual({ source: 'metafield', confidence: 0.98 });
    expect(eyewear_sources.bridge).toEqual({ source: 'title', confidence: 0.8 });
    expect(eyewear_sources.material).toBeUndefined();
    expect(believe([])).toMatchObject({ gender: null, eyewear_sources: {} });
  });
});
